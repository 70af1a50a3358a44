using Collab.Formats.Import.Numerals;

namespace Collab.Formats.Import.Html;

/// <summary>The number before an item of a list, as a browser shows it.</summary>
internal static class ListNumber
{
    public static string Of(int number, string? type) => type switch
    {
        "a" when number is >= 1 and <= 26 => $"{(char)('a' + number - 1)}. ",
        "A" when number is >= 1 and <= 26 => $"{(char)('A' + number - 1)}. ",
        "i" when number is >= 1 and < 4000 => $"{RomanNumeral.Of(number)}. ",
        "I" when number is >= 1 and < 4000 => $"{RomanNumeral.Of(number).ToUpperInvariant()}. ",
        _ => $"{number}. ",
    };
}
