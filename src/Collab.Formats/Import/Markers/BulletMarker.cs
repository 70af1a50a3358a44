using Collab.Formats.Import.Numerals;

namespace Collab.Formats.Import.Markers;

/// <summary>Bullets. A long dash is none: in many languages it opens a line of dialogue.</summary>
internal static class BulletMarker
{
    public static bool Read(ReadOnlySpan<char> text, List<MarkerReading> readings)
    {
        if (text[0] is not ('-' or '–' or '*' or '+' or '•' or '‣' or '◦' or '·' or '▪' or '▫' or '●' or '○' or '■' or '□' or '⁃' or '∙' or '・'))
            return false;
        if (text.Length > 1 && char.IsWhiteSpace(text[1]) && Spacing.Skip(text, 1) is var start && start < text.Length)
            readings.Add(new(new(MarkerForm.Bullet, NumeralSystem.Word, Sign: text[0]), new(NumeralSystem.Word, default, 0), 0, start, true));
        return true;
    }
}
