using System.Globalization;

namespace Collab.Formats.Import.Numerals;

/// <summary>One-character numbers: <c>①</c>, <c>⑴</c>, <c>⒈</c>, <c>Ⅳ</c>. They need no dot after them.</summary>
internal static class CircledNumeral
{
    public static NumeralReading? Read(ReadOnlySpan<char> text)
    {
        if (text[0] is not ((>= '\u2460' and <= '\u249b') or (>= '\u2160' and <= '\u217f') or (>= '\u2776' and <= '\u2793')))
            return null;
        var value = CharUnicodeInfo.GetNumericValue(text[0]);
        return value is >= 1 and <= 100 ? new(NumeralSystem.Circled, new((int)value), 1) : null;
    }
}
