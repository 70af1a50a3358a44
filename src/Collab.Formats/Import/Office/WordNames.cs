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

    public static XElement? Child(XElement? element, string name) =>
        element?.Elements().FirstOrDefault(child => Of(child) == name);

    public static int? Number(XElement? element, string attribute = "val") =>
        int.TryParse(Value(element, attribute), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static string? Value(XElement? element, string attribute = "val") =>
        element?.Attributes().FirstOrDefault(found => found.Name.LocalName == attribute && found.Name.NamespaceName is Transitional or Strict)?.Value;
}
