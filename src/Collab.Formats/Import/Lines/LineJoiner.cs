using System.Text;

namespace Collab.Formats.Import.Lines;

/// <summary>Joins the lines of one wrapped paragraph.</summary>
internal static class LineJoiner
{
    public static void Append(StringBuilder text, ReadOnlySpan<char> line)
    {
        if (line.IsEmpty)
            return;
        if (text.Length > 0 && NeedsSpace(text, line[0]))
            text.Append(' ');
        text.Append(line);
    }

    private static bool NeedsSpace(StringBuilder text, char next)
    {
        var last = text[^1];
        if (Columns.IsUnspaced(last) && Columns.IsUnspaced(next))
            return false;
        // A word divided at the line's end keeps its hyphen: whether it belongs to the word cannot be known.
        return last != '\u00ad' && !(last is '-' or '\u2010' && text.Length > 1 && char.IsLetter(text[^2]) && char.IsLower(next));
    }
}
