using System.Text;

namespace Collab.Formats.Import.Numerals;

/// <summary>Writes Roman numerals, in small letters.</summary>
internal static class RomanNumeral
{
    private static readonly (int Value, string Sign)[] Signs =
        [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];

    /// <param name="number">1 to 3,999.</param>
    public static string Of(int number)
    {
        var text = new StringBuilder();
        foreach (var (value, sign) in Signs)
        {
            for (; number >= value; number -= value)
                text.Append(sign);
        }

        return text.ToString();
    }
}
