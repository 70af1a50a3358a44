using System.Xml.Linq;

namespace Collab.Formats.Import.Xml;

/// <summary>Small questions that every reader of an XML vocabulary asks.</summary>
internal static class XmlWords
{
    /// <summary>The words of an element in one line; null where there are none, or too many for a line.</summary>
    public static string? LineOf(XElement? element)
    {
        if (element is null)
            return null;
        var line = string.Join(' ', element.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length is > 0 and <= DraftValidation.MaxLineLength ? line : null;
    }

    public static XElement? Find(XElement from, params string[] path)
    {
        var at = from;
        foreach (var name in path)
        {
            at = at?.Elements().FirstOrDefault(element => element.Name.LocalName == name);
        }

        return at;
    }
}
