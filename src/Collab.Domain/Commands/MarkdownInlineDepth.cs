namespace Collab.Domain.Commands;

/// <summary>Counts the brackets and emphasis that stand open at once in one paragraph, by CommonMark's rules of what may open and close.</summary>
internal sealed class MarkdownInlineDepth
{
    private const string Emphasis = "*_~";

    private readonly int[] _open = new int[Emphasis.Length];
    private int _brackets;

    /// <summary>Reads one more line; answers with the most that stood open in it.</summary>
    public int Read(ReadOnlySpan<char> line)
    {
        var deepest = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '[')
                _brackets++;
            else if (line[i] == ']' && _brackets > 0)
                _brackets--;
            else if (Emphasis.IndexOf(line[i]) is >= 0 and var kind)
                i += Run(line, i, kind) - 1;
            deepest = Math.Max(deepest, _brackets + _open.Sum());
        }

        return deepest;
    }

    /// <summary>A run of the same mark: it closes what is open where it may, and what is left of it opens. Two marks are one element.</summary>
    /// <returns>The marks in the run.</returns>
    private int Run(ReadOnlySpan<char> line, int start, int kind)
    {
        var end = start;
        while (end < line.Length && line[end] == line[start])
            end++;
        var before = start == 0 ? ' ' : line[start - 1];
        var after = end == line.Length ? ' ' : line[end];
        var mayOpen = !char.IsWhiteSpace(after) && (IsText(after) || !IsText(before));
        var mayClose = !char.IsWhiteSpace(before) && (IsText(before) || !IsText(after));
        if (Emphasis[kind] == '_' && IsText(before) && IsText(after))
            return end - start;
        var elements = (end - start + 1) / 2;
        var closed = mayClose ? Math.Min(elements, _open[kind]) : 0;
        _open[kind] += (mayOpen ? elements - closed : 0) - closed;
        return end - start;
    }

    private static bool IsText(char c) => !char.IsWhiteSpace(c) && !char.IsPunctuation(c) && !char.IsSymbol(c);
}
