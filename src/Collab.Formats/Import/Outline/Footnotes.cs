namespace Collab.Formats.Import.Outline;

/// <summary>Recognises the text of a footnote, which stands apart from the points: <c>[1] See …</c>, <c>¹ See …</c>.</summary>
internal static class Footnotes
{
    public static bool IsNote(string text)
    {
        if (text[0] is '¹' or '²' or '³' or (>= '\u2070' and <= '\u2079') or '†' or '‡')
            return true;
        var end = text[0] == '[' ? text.IndexOf(']') : -1;
        return end is > 1 and <= 8 && end + 1 < text.Length && text[1..end].TrimStart('^').All(char.IsAsciiLetterOrDigit);
    }
}
