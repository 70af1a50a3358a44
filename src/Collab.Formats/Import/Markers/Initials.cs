namespace Collab.Formats.Import.Markers;

/// <summary>The initials of a name, which look like a lettered list: <c>A. B. Writer</c>.</summary>
internal static class Initials
{
    /// <summary>Whether two or more capital letters with dots stand at the start of the text.</summary>
    public static bool AreAt(ReadOnlySpan<char> text)
    {
        if (text.Length < 4 || !char.IsUpper(text[0]) || text[1] != '.')
            return false;
        var next = Spacing.Skip(text, 2);
        return next + 1 < text.Length && char.IsUpper(text[next]) && text[next + 1] == '.';
    }
}
