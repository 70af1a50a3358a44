using System.Globalization;
using Collab.Formats.Import.Numerals;

namespace Collab.Formats.Import.Html;

/// <summary>The number before an item of a list, as a browser shows it.</summary>
internal static class ListNumber
{
    private const int Letters = 26;

    private static readonly string[] Bullets = ["none", "disc", "circle", "square"];
    private static readonly string[] Numbers = ["decimal", "decimal-leading-zero", "lower-alpha", "lower-latin", "upper-alpha", "upper-latin", "lower-roman", "upper-roman"];

    /// <summary>Whether it is a name of CSS for what stands before items.</summary>
    public static bool IsStyle(string style) => Bullets.Contains(style) || IsNumber(style);

    public static bool IsNumber(string style) => Numbers.Contains(style);

    /// <summary>The name of CSS for what HTML's <c>type</c> says; null where it says nothing.</summary>
    public static string? StyleOf(string? type) => type switch
    {
        "a" => "lower-alpha",
        "A" => "upper-alpha",
        "i" => "lower-roman",
        "I" => "upper-roman",
        _ => null,
    };

    /// <param name="style">A name of CSS; of those that are not read the numbers are in figures.</param>
    public static string Of(int number, string? style) => style switch
    {
        "lower-alpha" or "lower-latin" when number >= 1 => $"{Letter('a', number)}. ",
        "upper-alpha" or "upper-latin" when number >= 1 => $"{Letter('A', number)}. ",
        "lower-roman" when number is >= 1 and < 4000 => $"{RomanNumeral.Of(number)}. ",
        "upper-roman" when number is >= 1 and < 4000 => $"{RomanNumeral.Of(number).ToUpperInvariant()}. ",
        "decimal-leading-zero" => $"{number.ToString("00", CultureInfo.InvariantCulture)}. ",
        not null when Bullets.Contains(style) => "- ",
        _ => $"{number}. ",
    };

    /// <summary>a to z, then aa, ab.</summary>
    private static string Letter(char first, int number)
    {
        var letters = "";
        for (; number > 0; number = (number - 1) / Letters)
            letters = (char)(first + ((number - 1) % Letters)) + letters;
        return letters;
    }
}
