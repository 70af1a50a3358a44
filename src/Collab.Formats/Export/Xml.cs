using System.Globalization;
using System.Text;
using Collab.Formats.Markdown;

namespace Collab.Formats.Export;

/// <summary>Escapes text for XML 1.0, between tags and in quoted attributes. What XML cannot hold at all becomes U+FFFD: one such character would make the whole file unreadable.</summary>
internal static class Xml
{
    public const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

    /// <summary>Several lines, ended by <c>\n</c>.</summary>
    public static string Text(string text)
    {
        text = Sound(Printable.Text(text));
        if (text.AsSpan().IndexOfAny("&<>\"") < 0)
            return text;
        return new StringBuilder(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").ToString();
    }

    /// <summary>One line: in an attribute a line's end would be read as a space.</summary>
    public static string Line(string text) => Text(Printable.Line(text));

    /// <summary>An attribute with a space before it; nothing where there is no value.</summary>
    public static string Attribute(string name, string? value) => value is null ? "" : $" {name}=\"{Line(value)}\"";

    public static string Attribute(string name, int? value) => value is { } number ? $" {name}=\"{number.ToString(CultureInfo.InvariantCulture)}\"" : "";

    /// <summary>Halves of a pair that stand alone, and U+FFFE and U+FFFF, are no characters of XML.</summary>
    private static string Sound(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) || text[i] >= '\uFFFE')
                return Replaced(text, i);
        }

        return text;
    }

    private static string Replaced(string text, int from)
    {
        var sound = new StringBuilder(text, 0, from, text.Length);
        foreach (var rune in text.AsSpan(from).EnumerateRunes())
            sound.Append(rune.Value is 0xFFFE or 0xFFFF ? Rune.ReplacementChar.ToString() : rune.ToString());
        return sound.ToString();
    }
}
