namespace Collab.Formats.Import.Numerals;

/// <summary>Letters <c>a</c> to <c>z</c>, doubled letters (<c>aa</c>, <c>bb</c>) and Roman numbers up to 3999.</summary>
internal static class LatinNumeral
{
    private const int MaxLength = 15;

    private static readonly (string Digits, int Value)[] Roman =
    [
        ("M", 1000), ("CM", 900), ("D", 500), ("CD", 400), ("C", 100), ("XC", 90), ("L", 50), ("XL", 40),
        ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1),
    ];

    public static void Read(ReadOnlySpan<char> text, List<NumeralReading> readings)
    {
        var length = 0;
        while (length < text.Length && length <= MaxLength && char.IsAsciiLetter(text[length]))
            length++;
        if (length > MaxLength || (length < text.Length && char.IsLetterOrDigit(text[length])))
            return;
        var word = text[..length];
        var upper = char.IsAsciiLetterUpper(word[0]);
        foreach (var letter in word)
        {
            if (char.IsAsciiLetterUpper(letter) != upper)
                return;
        }

        if (RomanValue(word) is { } roman)
            readings.Add(new(upper ? NumeralSystem.RomanUpper : NumeralSystem.RomanLower, new(roman), length));
        var place = (word[0] | 0x20) - 'a' + 1;
        if (length == 1)
            readings.Add(new(upper ? NumeralSystem.LatinUpper : NumeralSystem.LatinLower, new(place), length));
        else if (length == 2 && word[0] == word[1] && !upper)
            readings.Add(new(NumeralSystem.LatinDouble, new(place), length));
    }

    public static int? RomanValue(ReadOnlySpan<char> word)
    {
        var value = 0;
        var at = 0;
        foreach (var (digits, worth) in Roman)
        {
            // Only 1000, 100, 10 and 1 repeat, and at most three times: IIII and VX are no numbers.
            for (var times = digits[0] is 'M' or 'C' or 'X' or 'I' && digits.Length == 1 ? 3 : 1; times > 0; times--)
            {
                if (!word[at..].StartsWith(digits, StringComparison.OrdinalIgnoreCase))
                    break;
                value += worth;
                at += digits.Length;
            }
        }

        return at == word.Length && at > 0 && IsCanonical(word, value) ? value : null;
    }

    private static bool IsCanonical(ReadOnlySpan<char> word, int value)
    {
        foreach (var (digits, worth) in Roman)
        {
            for (; value >= worth; value -= worth)
            {
                if (!word.StartsWith(digits, StringComparison.OrdinalIgnoreCase))
                    return false;
                word = word[digits.Length..];
            }
        }

        return word.IsEmpty;
    }
}
