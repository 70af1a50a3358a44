using Collab.Formats.Import.Lines;

namespace Collab.Formats.Import.Outline;

/// <summary>Recognises the text of a footnote, which stands apart from the points: <c>[1] See …</c>, <c>¹ See …</c>.</summary>
internal static class Footnotes
{
    private const int MaxNumber = 4;
    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    public static bool IsNote(string text)
    {
        if (text[0] is '¹' or '²' or '³' or (>= '\u2070' and <= '\u2079') or '†' or '‡')
            return true;
        var end = text[0] == '[' ? text.IndexOf(']') : -1;
        return end is > 1 and <= 8 && end + 1 < text.Length && text[1..end].TrimStart('^').All(char.IsAsciiLetterOrDigit);
    }

    /// <summary>
    /// Marks as notes the lines with a number in brackets, where the text before each has the same number within a line: <c>as he said [1]</c>, or <c>¹</c>.
    /// Where one of them has no such number they are points that refer to each other, as the paragraphs of judgments.
    /// </summary>
    public static IReadOnlyList<Line> Mark(IReadOnlyList<Line> lines)
    {
        var pointed = new HashSet<string>(StringComparer.Ordinal);
        var notes = new HashSet<int>();
        for (var i = 0; i < lines.Count; i++)
        {
            var text = lines[i].Text;
            var number = lines[i] is { Verbatim: false, IsNote: false } && BeginsApart(i) ? NumberAt(text, 0) : null;
            if (number is not null && !pointed.Contains(number))
                return lines;
            if (number is not null)
                notes.Add(i);
            Collect(text, number is null ? 0 : number.Length + 2, pointed);
        }

        return notes.Count == 0 ? lines : [.. lines.Select((line, index) => notes.Contains(index) ? line with { IsNote = true } : line)];

        bool BeginsApart(int index) => index == 0 || lines[index].AfterBlank || lines[index].AfterBreak || notes.Contains(index - 1) || Wording.EndsSentence(lines[index - 1].Text);
    }

    /// <summary>The number of <c>[12]</c> or the letter of <c>[a]</c>.</summary>
    private static string? NumberAt(string text, int at)
    {
        if (text[at] != '[')
            return null;
        var end = at + 1;
        while (end < text.Length && end - at <= MaxNumber && char.IsAsciiDigit(text[end]))
            end++;
        if (end == at + 1 && end < text.Length && char.IsAsciiLetter(text[end]))
            end++;
        return end > at + 1 && end < text.Length && text[end] == ']' ? text[(at + 1)..end] : null;
    }

    private static void Collect(string text, int from, HashSet<string> pointed)
    {
        for (var at = from; at < text.Length; at++)
        {
            if (text[at] == '[')
            {
                if (NumberAt(text, at) is { } number)
                    pointed.Add(number);
            }
            else if (at > 0 && Raised.Contains(text[at]))
            {
                var end = at + 1;
                while (end < text.Length && end - at < MaxNumber && Raised.Contains(text[end]))
                    end++;
                pointed.Add(string.Concat(text[at..end].Select(digit => Raised.IndexOf(digit))));
                at = end - 1;
            }
        }
    }
}
