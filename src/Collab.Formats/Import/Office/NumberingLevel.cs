using System.Globalization;
using System.Xml.Linq;
using Collab.Formats.Import.Numerals;

namespace Collab.Formats.Import.Office;

/// <summary>How Word counts and prints the paragraphs of one level of a list (ECMA-376, part 1, 17.9.6).</summary>
/// <param name="Text">What is printed, with <c>%1</c> to <c>%9</c> for the counts of the levels.</param>
/// <param name="Restart">The level, from 1, that begins this one anew, and so does every level above it; 0: none does. Null for the level above this one.</param>
/// <param name="IsLegal">All counts are printed in decimal figures.</param>
/// <param name="Style">The paragraph style that has this level.</param>
internal sealed record NumberingLevel(int Start, string Format, string Text, int? Restart, bool IsLegal, string? Style)
{
    private const int Letters = 26, MostRepeats = 30;

    public static NumberingLevel Of(XElement level) => new(
        WordNames.Number(WordNames.Child(level, "start")) ?? 1,
        // A format of Word 2010 and later stands beside one for older programs.
        WordNames.Value(WordNames.Child(level, "numFmt")) ?? (level.Elements().Any(other => other.Name.LocalName == "AlternateContent") ? "custom" : "decimal"),
        WordNames.Value(WordNames.Child(level, "lvlText")) ?? "",
        WordNames.Number(WordNames.Child(level, "lvlRestart")),
        WordNames.Child(level, "isLgl") is { } legal && WordNames.Value(legal) is not ("0" or "false" or "off"),
        WordNames.Value(WordNames.Child(level, "pStyle")));

    /// <summary>The number as it is printed; null in a format that is not read: what Word prints there depends on the language of the paragraph.</summary>
    public string? Print(int number) => Format switch
    {
        "decimal" => number.ToString(CultureInfo.InvariantCulture),
        "decimalZero" => number.ToString("00", CultureInfo.InvariantCulture),
        "lowerRoman" when number is >= 1 and < 4000 => RomanNumeral.Of(number),
        "upperRoman" when number is >= 1 and < 4000 => RomanNumeral.Of(number).ToUpperInvariant(),
        "lowerLetter" when number is >= 1 and <= Letters * MostRepeats => Letter('a', number),
        "upperLetter" when number is >= 1 and <= Letters * MostRepeats => Letter('A', number),
        "none" => "",
        _ => null,
    };

    /// <summary>a to z, then aa, bb, cc.</summary>
    private static string Letter(char first, int number) => new((char)(first + ((number - 1) % Letters)), ((number - 1) / Letters) + 1);
}
