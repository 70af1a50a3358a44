using System.Globalization;

namespace Collab.Formats.Import.Lines;

/// <summary>How wide text is in a fixed-width font, nearly: good enough to tell a full line from a short one.</summary>
internal static class Columns
{
    public static int Of(ReadOnlySpan<char> text)
    {
        var columns = 0;
        foreach (var c in text)
            columns += IsWide(c) ? 2 : IsMark(c) ? 0 : 1;
        return columns;
    }

    public static bool IsWide(char c) =>
        c is (>= '\u1100' and <= '\u115f') or (>= '\u2e80' and <= '\ua4cf') or (>= '\uac00' and <= '\ud7a3')
            or (>= '\uf900' and <= '\ufaff') or (>= '\ufe30' and <= '\ufe4f') or (>= '\uff00' and <= '\uff60');

    /// <summary>Scripts that put no space between words: a wrapped line is joined without one. Hangul is wide but spaced.</summary>
    public static bool IsUnspaced(char c) => IsWide(c) && c is not ((>= '\u1100' and <= '\u115f') or (>= '\uac00' and <= '\ud7a3'));

    private static bool IsMark(char c) =>
        c > '\u02ff' && char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format;
}
