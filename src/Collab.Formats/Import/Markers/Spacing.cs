namespace Collab.Formats.Import.Markers;

/// <summary>White space between a marker and its text.</summary>
internal static class Spacing
{
    public static int Skip(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at;
    }
}
