using System.Globalization;
using System.Xml.Linq;
using Collab.Formats.Import.Html;

namespace Collab.Formats.Import.Office;

/// <summary>How Word counts and prints one level of a numbering.</summary>
/// <param name="Start">The first number.</param>
/// <param name="Format">As ISO/IEC 29500-1, 17.18.59 names it; what is not known is printed in decimal.</param>
/// <param name="Text">What is printed: <c>%1.%2</c>, where <c>%1</c> is the number of the highest level.</param>
/// <param name="AllDecimal">Whether all numbers in it are printed in decimal.</param>
/// <param name="Restart">The level, from 1, after which it begins anew; 0 for never, null for every higher one.</param>
/// <param name="Style">The style whose paragraphs have this level.</param>
internal sealed record WordLevel(int Start, string Format, string Text, bool AllDecimal, int? Restart, string? Style)
{
    /// <summary>Levels of a numbering.</summary>
    public const int Most = 9;

    public static WordLevel[] Of(IEnumerable<XElement> levels)
    {
        var read = new WordLevel?[Most];
        foreach (var level in levels)
        {
            if (int.TryParse(WordNames.Value(level, "ilvl"), NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < Most)
                read[at] ??= Of(level);
        }

        return [.. read.TakeWhile(level => level is not null).Select(level => level!)];
    }

    public static WordLevel Of(XElement level) => new(
        Number(level, "start") ?? 1,
        WordNames.Value(WordNames.Child(level, "numFmt")) ?? "decimal",
        WordNames.Value(WordNames.Child(level, "lvlText")) is { Length: <= 64 } text ? text : "",
        WordNames.Child(level, "isLgl") is { } legal && WordNames.Value(legal) is not ("0" or "false" or "off"),
        Number(level, "lvlRestart"),
        WordNames.Value(WordNames.Child(level, "pStyle")));

    /// <summary>Whether a paragraph of a higher level, from 0, makes this one begin anew.</summary>
    public bool Restarts(int higher) => Restart is not { } after || (after > 0 && higher < after);

    public static string Print(int number, string format) => format switch
    {
        "none" => "",
        "decimalZero" => number.ToString("00", CultureInfo.InvariantCulture),
        "upperRoman" => ListNumber.Bare(number, "I"),
        "lowerRoman" => ListNumber.Bare(number, "i"),
        // After z comes aa, then bb.
        "upperLetter" when number is >= 1 and <= 26 * 8 => new string((char)('A' + ((number - 1) % 26)), ((number - 1) / 26) + 1),
        "lowerLetter" when number is >= 1 and <= 26 * 8 => new string((char)('a' + ((number - 1) % 26)), ((number - 1) / 26) + 1),
        _ => number.ToString(CultureInfo.InvariantCulture),
    };

    private static int? Number(XElement level, string name) => int.TryParse(WordNames.Value(WordNames.Child(level, name)), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
