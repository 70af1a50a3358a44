using System.Xml.Linq;

namespace Collab.Formats.Import.Xml;

/// <summary>What TEI says of words that are raised or lowered: by how they are rendered, by a style, or by the name of one in the header.</summary>
internal sealed class TeiRaised
{
    private static readonly char[] Between = [' ', '\t', '\n', '\r', ':', ';', '#', '(', ')', ','];

    private readonly Dictionary<string, bool?> _named = new(StringComparer.Ordinal);

    public TeiRaised(XElement tei)
    {
        foreach (var rendition in tei.Elements().Where(part => part.Name.LocalName == "teiHeader").Descendants().Where(element => element.Name.LocalName == "rendition"))
        {
            if (rendition.Attribute(XNamespace.Xml + "id")?.Value is { } id)
                _named.TryAdd(id, Read(rendition.Value));
        }
    }

    /// <returns>True of raised words, false of lowered ones; null of those that are in line, or of which it is not said.</returns>
    public bool? Of(XElement element) =>
        Read(element.Attribute("style")?.Value) ?? Read(element.Attribute("rend")?.Value) ?? Named(element.Attribute("rendition")?.Value);

    private bool? Named(string? renditions)
    {
        foreach (var name in renditions?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            if ((_named.TryGetValue(name.TrimStart('#'), out var known) ? known : Read(name)) is { } isUp)
                return isUp;
        }

        return null;
    }

    private static bool? Read(string? words)
    {
        foreach (var word in words?.ToLowerInvariant().Split(Between, StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            if (word is "sup" or "super" or "superscript")
                return true;
            if (word is "sub" or "subscript")
                return false;
        }

        return null;
    }
}
