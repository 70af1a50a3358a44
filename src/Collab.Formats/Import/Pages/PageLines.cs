using System.Globalization;
using System.Text.RegularExpressions;
using Collab.Formats.Import.Lines;

namespace Collab.Formats.Import.Pages;

/// <summary>Lines that number the pages: “Page 2 of 3”, “Seite 2”, “- 2 -”. One alone is text; those of a print count on from page to page.</summary>
internal static partial class PageLines
{
    private const int MaxWidth = 120;

    /// <summary>So many lines that say which of how many pages it is, or so many others.</summary>
    private const int FewestOfTotal = 2, Fewest = 3;

    private const string Digits = "[0-9\u0660-\u0669\u06F0-\u06F9]{1,4}";
    private const string Word = "page|pg\\.|p\\.|seite|s\\.|blatt|pagina|página|pág\\.|strona|sida|side|sayfa|страница|стр\\.|сторінка|صفحة|الصفحة|صفحه|עמוד";

    /// <param name="SaysAll">Whether it says which of how many pages it is, and nothing else.</param>
    private sealed record Found(int Index, string Key, int Number, bool IsOfTotal, bool SaysAll);

    public static (HashSet<int> Found, string? Warning) In(IReadOnlyList<Line> lines)
    {
        var found = new HashSet<int>();
        var heads = 0;
        foreach (var group in Candidates(lines).GroupBy(line => line.Key).Select(group => group.ToList()).Where(group => IsCount(group, lines)))
        {
            found.UnionWith(group.Select(line => line.Index));
            foreach (var step in new[] { -1, 1 })
            {
                var beside = Repeated(group, lines, step);
                heads += beside.Count;
                found.UnionWith(beside);
            }
        }

        if (found.Count == 0)
            return (found, null);
        var (first, last) = (PageApparatus.Shown(lines[found.Min()]), PageApparatus.Shown(lines[found.Max()]));
        return (found, $"Left out: {found.Count} lines that number the pages{(heads > 0 ? " or are printed beside the numbers on each" : "")}, from “{first}” to “{last}”. Look whether the sentences before and behind them are whole.");
    }

    private static IEnumerable<Found> Candidates(IReadOnlyList<Line> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (!PageApparatus.MayBe(line) || line.Text.Length > MaxWidth || line.IsListItem || !line.Text.Any(char.IsDigit))
                continue;
            if (OfTotal().Match(line.Text) is { Success: true } total)
                yield return new(i, $"{total.Groups["head"].Value}#{Number(total, "total")}{total.Groups["tail"].Value}", Number(total, "number"), true, !$"{total.Groups["head"].Value}{total.Groups["tail"].Value}".Any(char.IsLetter));
            else if (Alone().Match(line.Text) is { Success: true } alone)
                yield return new(i, $"{alone.Groups["word"].Value}#{alone.Groups["open"].Value}", Number(alone, "number"), false, false);
        }
    }

    private static int Number(Match match, string group) => match.Groups[group].ValueSpan is var digits && digits.IsEmpty ? 0 : digits.ToArray().Aggregate(0, (number, digit) => (number * 10) + (int)CharUnicodeInfo.GetNumericValue(digit));

    /// <summary>Whether the lines count on, each the same page as the one before or the next, and are no headings of parts that somebody numbered so.</summary>
    private static bool IsCount(List<Found> group, IReadOnlyList<Line> lines)
    {
        if (group.Zip(group.Skip(1)).Any(pair => pair.Second.Number - pair.First.Number is not (0 or 1)))
            return false;
        var pages = group[^1].Number - group[0].Number + 1;
        if (pages < (group[0].IsOfTotal ? FewestOfTotal : Fewest))
            return false;
        // An entry of a list may say with its own words that it has two pages.
        return group[0].SaysAll || group.TrueForAll(line => IsAtEdge(line.Index, lines)) || (group[0].Key != "#" && group.Where((line, at) => !HasNeighbour(group, at) && Interrupts(line.Index, lines)).Any());
    }

    /// <summary>Whether there is no page between two of them: then they are a list, which no sentence goes through.</summary>
    private static bool HasNeighbour(List<Found> group, int at) =>
        (at > 0 && group[at - 1].Index == group[at].Index - 1) || (at + 1 < group.Count && group[at + 1].Index == group[at].Index + 1);

    private static bool IsAtEdge(int index, IReadOnlyList<Line> lines) => index == 0 || lines[index].AfterPage || index + 1 == lines.Count || lines[index + 1].AfterPage;

    private static bool Interrupts(int index, IReadOnlyList<Line> lines) =>
        index > 0 && index + 1 < lines.Count && !Wording.EndsPart(lines[index - 1].Text) && char.IsLower(lines[index + 1].Text[0]) && lines[index - 1].HeadingLevel is null;

    /// <summary>The lines that stand before each of them, or behind each but the last, where these are the same words every time.</summary>
    private static List<int> Repeated(List<Found> group, IReadOnlyList<Line> lines, int step)
    {
        var beside = group.Select(line => line.Index + step).Where(index => index >= 0 && index < lines.Count).ToList();
        if (step > 0 && beside.Count == group.Count)
            beside.RemoveAt(beside.Count - 1);
        return beside.Count >= Fewest && PageApparatus.MayBe(lines[beside[0]]) && lines[beside[0]].Text.Length <= MaxWidth && beside.TrueForAll(index => lines[index].Text == lines[beside[0]].Text) ? beside : [];
    }

    [GeneratedRegex($@"^(?<head>(?:.*[^\p{{L}}\p{{M}}])?)(?:{Word})\s*(?<number>{Digits})\s*(?:of|von|/|из|من|de|di|sur|z|av|af|van|מתוך)\s*(?<total>{Digits})(?<tail>(?:[^\p{{L}}\p{{Nd}}].*)?)$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex OfTotal();

    [GeneratedRegex($@"^(?:(?<word>{Word})\s*(?<number>{Digits})|(?<open>[-–—])\s*(?<number>{Digits})\s*[-–—]|(?<number>{Digits}))$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Alone();
}
