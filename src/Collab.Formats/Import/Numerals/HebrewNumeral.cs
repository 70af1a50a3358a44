namespace Collab.Formats.Import.Numerals;

/// <summary>Hebrew letters as numbers from 1 to 499: <c>א</c>, <c>טו</c>, <c>י״א</c>.</summary>
internal static class HebrewNumeral
{
    private const int MaxLength = 5;
    private const string Letters = "אבגדהוזחטיכלמנסעפצקרשת";

    public static NumeralReading? Read(ReadOnlySpan<char> text)
    {
        var value = 0;
        var before = int.MaxValue;
        var at = 0;
        for (; at < text.Length && at < MaxLength; at++)
        {
            if (text[at] is '׳' or '״' or '"' or '\'' && at > 0)
                continue;
            var place = Letters.IndexOf(text[at]);
            if (place < 0)
                break;
            var worth = Worth(place);
            if (worth >= before)
                return null;
            value += worth;
            before = worth;
        }

        return value == 0 || (at < text.Length && char.IsLetter(text[at])) ? null : new(NumeralSystem.Hebrew, new(value), at);
    }

    private static int Worth(int place) => place < 10 ? place + 1 : place < 19 ? (place - 8) * 10 : (place - 17) * 100;
}
