using System.Globalization;
using System.Text;

namespace Collab.Formats.Import.Numerals;

/// <summary>Numbers in the decimal digits of any script, with points between them (<c>2.1.3</c>) and an inserted letter (<c>12a</c>).</summary>
internal static class DecimalNumeral
{
    private const int MaxDigits = 5;
    private const int MaxDepth = 8;

    private static readonly string[] Inserted = ["bis", "ter", "quater", "quinquies", "sexies", "septies", "octies"];

    public static NumeralReading? Read(ReadOnlySpan<char> text)
    {
        var prefix = new StringBuilder();
        if (ReadDigits(text) is not { } first)
            return null;
        var (value, at) = first;
        var depth = 1;
        while (depth < MaxDepth && at + 1 < text.Length && text[at] is '.' or '．' && ReadDigits(text[(at + 1)..]) is { } next)
        {
            if (prefix.Length > 0)
                prefix.Append('.');
            prefix.Append(value);
            value = next.Value;
            at += 1 + next.Length;
            depth++;
        }

        var (insert, length) = ReadInsert(text[at..]);
        return new(NumeralSystem.Decimal, new(value, insert), at + length, prefix.ToString(), depth);
    }

    private static (int Value, int Length)? ReadDigits(ReadOnlySpan<char> text)
    {
        var value = 0;
        var at = 0;
        for (; at < text.Length && DigitValue(text[at]) is >= 0 and var digit; at++)
        {
            if (at == MaxDigits)
                return null;
            value = (value * 10) + digit;
        }

        return at == 0 ? null : (value, at);
    }

    private static int DigitValue(char c) =>
        char.IsAsciiDigit(c) ? c - '0' : c > '\u007f' && char.IsDigit(c) ? CharUnicodeInfo.GetDecimalDigitValue(c) : -1;

    private static (int Insert, int Length) ReadInsert(ReadOnlySpan<char> text)
    {
        if (text.Length >= 1 && char.IsAsciiLetterLower(text[0]) && IsEnd(text, 1))
            return (text[0] - 'a' + 1, 1);
        var spaces = text.Length > 0 && text[0] is ' ' or '\u00a0' ? 1 : 0;
        for (var i = 0; i < Inserted.Length; i++)
        {
            if (text[spaces..].StartsWith(Inserted[i], StringComparison.OrdinalIgnoreCase) && IsEnd(text, spaces + Inserted[i].Length))
                return (i + 1, spaces + Inserted[i].Length);
        }

        return (0, 0);
    }

    private static bool IsEnd(ReadOnlySpan<char> text, int at) => at >= text.Length || !char.IsLetterOrDigit(text[at]);
}
