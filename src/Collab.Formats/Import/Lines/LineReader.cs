using System.Buffers;

namespace Collab.Formats.Import.Lines;

/// <summary>Cuts plain text into its lines, with every line end that text files have.</summary>
internal static class LineReader
{
    private static readonly SearchValues<char> Ends = SearchValues.Create("\n\r\f\v\u0085\u2028\u2029");

    public static List<Line> Read(string text)
    {
        var lines = new List<Line>();
        var (afterBlank, afterPage) = (true, false);
        var number = 0;
        for (var start = 0; start <= text.Length;)
        {
            var length = text.AsSpan(start).IndexOfAny(Ends);
            var end = length < 0 ? text.Length : start + length;
            number++;
            var line = Line.Of(text[start..end], number, afterBlank) with { AfterPage = afterPage };
            afterPage = (afterPage && line.Text.Length == 0) || (end < text.Length && text[end] == '\f');
            afterBlank = Add(lines, line, afterBlank) || (end < text.Length && text[end] is '\f' or '\u2029');
            start = end + 1;
            if (end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n')
                start++;
        }

        return lines;
    }

    /// <returns>Whether the next line begins a paragraph.</returns>
    private static bool Add(List<Line> lines, Line line, bool afterBlank)
    {
        if (line.Text.Length == 0)
            return true;
        if (!IsRule(line.Text))
        {
            lines.Add(line);
            return false;
        }

        if (!afterBlank && lines[^1].AfterBlank && line.Text[0] is '=' or '-' or '~' && lines[^1].Width <= 120)
            lines[^1] = lines[^1] with { HeadingLevel = line.Text[0] == '=' ? 1 : 2 };
        return true;
    }

    /// <summary>A line of one repeated sign, which is drawn and not read: <c>=====</c>, <c>* * *</c>.</summary>
    private static bool IsRule(ReadOnlySpan<char> text)
    {
        var signs = 0;
        foreach (var c in text)
        {
            if (c is ' ' or '\t')
                continue;
            if (c != text[0] || c is not ('=' or '-' or '_' or '*' or '~' or '—' or '–' or '─' or '═' or '#' or '·'))
                return false;
            signs++;
        }

        return signs >= 3;
    }
}
