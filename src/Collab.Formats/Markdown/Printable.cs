using System.Buffers;
using System.Text;

namespace Collab.Formats.Markdown;

/// <summary>Makes text fit to be shown: what a terminal or a page would take for a command becomes a visible sign.</summary>
internal static class Printable
{
    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Concat(Enumerable.Range(0x7F, 33)).Select(c => (char)c).Where(c => c is not ('\n' or '\t'))]);

    // Overrides and isolates that are not closed would turn the direction of what follows them.
    private static readonly SearchValues<char> Directions = SearchValues.Create("\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    /// <summary>Several lines, ended by <c>\n</c>; other controls than the tab become U+FFFD.</summary>
    public static string Text(string text)
    {
        if (!text.AsSpan().ContainsAny(Controls))
            return text;
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\r')
            {
                clean.Append('\n');
                if (i + 1 < text.Length && text[i + 1] == '\n')
                    i++;
            }
            else
            {
                clean.Append(Controls.Contains(text[i]) ? '\uFFFD' : text[i]);
            }
        }

        return clean.ToString();
    }

    /// <summary>One line: white space is folded, controls are dropped, and no direction reaches beyond the text.</summary>
    public static string Line(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || Controls.Contains(c))
            {
                if (line.Length > 0 && line[^1] != ' ')
                    line.Append(' ');
            }
            else if (!Directions.Contains(c))
            {
                line.Append(c);
            }
        }

        return line.ToString().TrimEnd(' ');
    }
}
