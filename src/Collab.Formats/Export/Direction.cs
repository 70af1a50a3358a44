using System.Text;

namespace Collab.Formats.Export;

/// <summary>The direction of a paragraph, for formats that do not find it themselves.</summary>
internal static class Direction
{
    /// <summary>As HTML's <c>dir="auto"</c>: by the first letter that has a direction.</summary>
    public static bool IsRightToLeft(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetter(rune))
                return rune.Value is (>= 0x590 and <= 0x8FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);
        }

        return false;
    }
}
