using System.Globalization;
using System.Text;

namespace Collab.Formats.Export;

/// <summary>Measures and breaks text in columns of a terminal: wide characters of East Asia take two, marks on others none.</summary>
internal static class Columns
{
    public static int Count(string text) => text.EnumerateRunes().Sum(Count);

    /// <summary>Breaks at spaces and between wide characters; a word that is longer than a line, an address apart, is cut.</summary>
    /// <param name="first">What the first line begins with.</param>
    /// <param name="next">What the others begin with.</param>
    public static IEnumerable<string> Wrap(string text, string first, string next, int width)
    {
        var line = new StringBuilder(first);
        var (columns, empty, begun) = (Count(first), true, false);
        foreach (var (piece, spaces) in Pieces(text))
        {
            var length = Count(piece);
            if (!empty && columns + spaces + length > width)
            {
                yield return line.ToString().TrimEnd();
                line.Clear().Append(next);
                (columns, empty) = (Count(next), true);
            }

            if (!empty || !begun)
            {
                line.Append(' ', spaces);
                columns += spaces;
            }

            var rest = piece;
            while (columns + Count(rest) > width && !rest.Contains("://", StringComparison.Ordinal))
            {
                var fit = Fit(rest, Math.Max(2, width - columns));
                yield return line.Append(rest.AsSpan(0, fit)).ToString();
                line.Clear().Append(next);
                columns = Count(next);
                rest = rest[fit..];
            }

            line.Append(rest);
            columns += Count(rest);
            (empty, begun) = (false, true);
        }

        yield return line.ToString().TrimEnd();
    }

    /// <summary>What may not be broken, each with the number of spaces before it.</summary>
    private static IEnumerable<(string Piece, int Spaces)> Pieces(string text)
    {
        var piece = new StringBuilder();
        var spaces = 0;
        var afterWide = false;
        foreach (var rune in text.EnumerateRunes())
        {
            var wide = Count(rune) == 2;
            if (piece.Length > 0 && (rune.Value == ' ' || wide || (afterWide && Count(rune) == 1)))
            {
                yield return (piece.ToString(), spaces);
                piece.Clear();
                spaces = 0;
            }

            if (rune.Value is ' ' or '\t')
                spaces += rune.Value == ' ' ? 1 : 4;
            else
                piece.Append(rune);
            afterWide = wide;
        }

        if (piece.Length > 0)
            yield return (piece.ToString(), spaces);
    }

    private static int Fit(string text, int columns)
    {
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            columns -= Count(rune);
            if (columns < 0)
                break;
            length += rune.Utf16SequenceLength;
        }

        return length;
    }

    private static int Count(Rune rune)
    {
        if (rune.Value < 0x300)
            return 1;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
            return 0;
        return rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD) ? 2 : 1;
    }
}
