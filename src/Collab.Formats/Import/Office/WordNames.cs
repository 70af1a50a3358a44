using System.Globalization;
using System.Xml.Linq;

namespace Collab.Formats.Import.Office;

/// <summary>The names of WordprocessingML, which stand in one of two namespaces.</summary>
internal static class WordNames
{
    private const string Transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private const string Strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";

    /// <summary>The name of an element of WordprocessingML; null of any other.</summary>
    public static string? Of(XElement element) =>
        element.Name.NamespaceName is Transitional or Strict ? element.Name.LocalName : null;

    /// <summary>Whether it is an element of a formula.</summary>
    public static bool IsMath(XElement element) =>
        element.Name.NamespaceName is "http://schemas.openxmlformats.org/officeDocument/2006/math" or "http://purl.oclc.org/ooxml/officeDocument/math";

    /// <summary>A sign (<c>w:sym</c>) by its number; null for one of the private area, where in each font it may be anything.</summary>
    public static string? SignOf(XElement sign) =>
        ushort.TryParse(Value(sign, "char"), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var number) && !char.IsSurrogate((char)number) && number is < 0xE000 or > 0xF8FF
            ? $"{(char)number}"
            : null;

    /// <summary>What a run has raised or lowered; null where that is nothing.</summary>
    public static RaisedRun? RaisedIn(XElement run) => Value(Child(Child(run, "rPr"), "vertAlign")) is { } place and ("superscript" or "subscript") && Child(run, "t") is { } raised
        ? new(raised.Value, place == "superscript", run.Elements().Count() == 2)
        : null;

    /// <summary>Of what is on or off, as <c>w:strike</c>; null where nothing is said of it.</summary>
    public static bool? IsOn(XElement? property) => property is null ? null : Value(property) is not ("0" or "false" or "off");

    public static XElement? Child(XElement? element, string name) =>
        element?.Elements().FirstOrDefault(child => Of(child) == name);

    public static int? Number(XElement? element, string attribute = "val") =>
        int.TryParse(Value(element, attribute), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static string? Value(XElement? element, string attribute = "val") =>
        element?.Attributes().FirstOrDefault(found => found.Name.LocalName == attribute && found.Name.NamespaceName is Transitional or Strict)?.Value;
}
