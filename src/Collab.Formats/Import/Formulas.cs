using System.Xml.Linq;

namespace Collab.Formats.Import;

/// <summary>Formulas come as the letters and figures that they are made of: how these stand above and below each other is lost.</summary>
internal static class Formulas
{
    /// <summary>The namespace of MathML.</summary>
    public const string MathNamespace = "http://www.w3.org/1998/Math/MathML";

    /// <summary>How many there are in XML: what holds formulas of another vocabulary is one with them.</summary>
    public static int In(XElement root) => root.Descendants().Count(element =>
        element.Name.LocalName == "formula" || (element.Name is { LocalName: "math", NamespaceName: MathNamespace } && element.Parent?.Name.LocalName != "formula"));

    /// <summary>Null where there are none.</summary>
    public static string? Warning(int count) => count == 0 ? null
        : $"{(count == 1 ? "A formula was" : $"{count} formulas were")} read letter by letter, without fractions, powers and roots. Look at each and mend it.";
}
