using System.Text;

namespace Collab.Formats.Import.Html;

/// <summary>The number before an item of a list, as a browser shows it.</summary>
internal static class ListNumber
{
    private static readonly (int Value, string Sign)[] Roman =
        [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];

    public static string Of(int number, string? type) => Bare(number, type) + ". ";

    /// <summary>The number alone.</summary>
    public static string Bare(int number, string? type) => type switch
    {
        "a" when number is >= 1 and <= 26 => $"{(char)('a' + number - 1)}",
        "A" when number is >= 1 and <= 26 => $"{(char)('A' + number - 1)}",
        "i" when number is >= 1 and < 4000 => RomanOf(number),
        "I" when number is >= 1 and < 4000 => RomanOf(number).ToUpperInvariant(),
        _ => $"{number}",
    };

    private static string RomanOf(int number)
    {
        var text = new StringBuilder();
        foreach (var (value, sign) in Roman)
        {
            for (; number >= value; number -= value)
                text.Append(sign);
        }

        return text.ToString();
    }
}
