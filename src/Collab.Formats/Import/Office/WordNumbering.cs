using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Collab.Formats.Import.Office;

/// <summary>Counts the paragraphs whose numbers Word counts itself, in the order of the text, and says what it prints before each (ECMA-376, part 1, 17.9).</summary>
internal sealed partial class WordNumbering(WordStyles styles)
{
    private const int Levels = 9;
    private const string Bullet = "-";

    /// <summary>Of a label; what is longer is none.</summary>
    private const int MostText = 64;

    private readonly Dictionary<string, XElement> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, XElement> _uses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _listOf = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Use, string Style), int> _styled = [];
    private readonly Dictionary<string, int?[]> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Use, int Level), NumberingLevel?> _levels = [];
    private readonly HashSet<(string Use, int Level)> _begun = [];

    /// <summary>Paragraphs whose number is of a kind that is not read.</summary>
    public int Unread { get; private set; }

    public static WordNumbering Of(XElement? numbering, WordStyles styles)
    {
        var read = new WordNumbering(styles);
        foreach (var element in numbering?.Elements() ?? [])
        {
            if (WordNames.Of(element) == "abstractNum" && WordNames.Value(element, "abstractNumId") is { } list)
                read._lists.TryAdd(list, element);
            else if (WordNames.Of(element) == "num" && WordNames.Value(element, "numId") is { } use)
                read._uses.TryAdd(use, element);
        }

        return read;
    }

    /// <summary>Counts a paragraph.</summary>
    /// <returns>What is printed before it, a hyphen for any bullet, and how deep it is in its list, from 0; null of a paragraph that Word does not count.</returns>
    public (string Label, int Level)? Next(XElement? properties)
    {
        var (use, depth) = styles.NumberingOf(properties);
        // 0: the paragraph is taken out of the list of its style.
        if (use is null or "0" || ListOf(use) is not { } list)
            return null;
        var level = depth ?? LevelOf(use, WordNames.Value(WordNames.Child(properties, "pStyle")));
        if (level is < 0 or >= Levels || LevelAt(use, level) is not { } counted)
            return null;
        if (!_counts.TryGetValue(list, out var counts))
            _counts[list] = counts = new int?[Levels];
        counts[level] = _begun.Add((use, level)) && StartOf(use, level) is { } begins ? begins : counts[level] is { } before ? Math.Min(before, int.MaxValue - 1) + 1 : counted.Start;
        for (var deeper = level + 1; deeper < Levels; deeper++)
        {
            if (level + 1 <= (LevelAt(use, deeper)?.Restart ?? deeper))
                counts[deeper] = null;
        }

        if (counted.Format == "bullet")
            return (Bullet, level);
        if (counted.Text.Length <= MostText && Print(use, counted, counts) is { } label)
            return (label, level);
        Unread++;
        return null;
    }

    private string? Print(string use, NumberingLevel counted, int?[] counts)
    {
        var (isRead, isCounted) = (true, false);
        var label = Count().Replace(counted.Text, match =>
        {
            var level = match.Value[1] - '1';
            if (LevelAt(use, level) is not { } at)
                return "";
            var number = (counted.IsLegal ? at with { Format = "decimal" } : at).Print(counts[level] ?? at.Start);
            isRead &= number is not null;
            isCounted |= number is { Length: > 0 };
            return number ?? "";
        });
        // A number alone is read as one where a dot follows; labels stand without it.
        return !isRead ? null : isCounted && label.Trim() is var printed && printed.All(char.IsLetterOrDigit) ? printed + "." : label.Trim();
    }

    /// <summary>The list that is used; where that is only the name of a style, the list of the style.</summary>
    private string? ListOf(string use)
    {
        if (_listOf.TryGetValue(use, out var known))
            return known;
        var list = WordNames.Value(WordNames.Child(_uses.GetValueOrDefault(use), "abstractNumId"));
        if (list is null || !_lists.TryGetValue(list, out var found))
            return _listOf[use] = null;
        return _listOf[use] = WordNames.Value(WordNames.Child(found, "numStyleLink")) is { } style
            && styles.ListOf(style) is { } other && _uses.TryGetValue(other, out var linked) && WordNames.Value(WordNames.Child(linked, "abstractNumId")) is { } real && _lists.ContainsKey(real)
            ? real : list;
    }

    private NumberingLevel? LevelAt(string use, int level)
    {
        if (_levels.TryGetValue((use, level), out var known))
            return known;
        var overriding = WordNames.Child(OverrideOf(_uses[use], level), "lvl");
        var own = ListOf(use) is { } list ? _lists[list].Elements().FirstOrDefault(element => WordNames.Of(element) == "lvl" && WordNames.Number(element, "ilvl") == level) : null;
        return _levels[(use, level)] = (overriding ?? own) is { } found ? NumberingLevel.Of(found) : null;
    }

    /// <summary>A style that names no level has the one that names the style.</summary>
    private int LevelOf(string use, string? style)
    {
        if (style is null)
            return 0;
        if (!_styled.TryGetValue((use, style), out var level))
            _styled[(use, style)] = level = Enumerable.Range(0, Levels).FirstOrDefault(each => LevelAt(use, each)?.Style is { } named && styles.Is(style, named));
        return level;
    }

    private static XElement? OverrideOf(XElement use, int level) =>
        use.Elements().FirstOrDefault(element => WordNames.Of(element) == "lvlOverride" && WordNames.Number(element, "ilvl") == level);

    private int? StartOf(string use, int level) => WordNames.Number(WordNames.Child(OverrideOf(_uses[use], level), "startOverride"));

    [GeneratedRegex("%[1-9]", RegexOptions.NonBacktracking)]
    private static partial Regex Count();
}
