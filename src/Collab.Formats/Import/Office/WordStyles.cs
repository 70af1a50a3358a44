using System.Xml.Linq;

namespace Collab.Formats.Import.Office;

/// <summary>What the styles of a Word document mean. Their ids are in the writer's language, their names are not: <c>heading 1</c>.</summary>
internal sealed class WordStyles
{
    /// <summary>Longer chains of styles are none that Word makes.</summary>
    private const int Deepest = 16;

    private readonly Dictionary<string, XElement> _styles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string? Use, int? Level)> _numberings = new(StringComparer.Ordinal);

    private readonly Dictionary<string, int?> _headings = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Style, string Property), bool?> _switches = [];

    /// <summary>Asked for each run: looked for among all the runs of a paragraph that has none, that would be their square.</summary>
    private readonly Dictionary<XElement, string?> _ofParagraphs = [];

    public static WordStyles Of(XElement? styles)
    {
        var read = new WordStyles();
        foreach (var style in styles?.Elements().Where(element => WordNames.Of(element) == "style") ?? [])
        {
            if (WordNames.Value(style, "styleId") is { } id && read._styles.TryAdd(id, style) && WordNames.Value(WordNames.Child(style, "name")) is { } name)
                read._names.Add(id, name);
        }

        return read;
    }

    /// <returns>1 to 6 of a heading or the title; null of any other paragraph.</returns>
    public int? HeadingLevel(XElement? properties)
    {
        if (OutlineOf(properties) is { } own)
            return LevelOf(own);
        if (WordNames.Value(WordNames.Child(properties, "pStyle")) is not { } style)
            return null;
        if (!_headings.TryGetValue(style, out var level))
            _headings[style] = level = StyledLevel(style);
        return level;
    }

    /// <summary>The level of the first that has one: the style, or those that it is made from.</summary>
    private int? StyledLevel(string style)
    {
        if (!_styles.ContainsKey(style))
            return NamedLevel(style);
        foreach (var each in Chain(style))
        {
            if (OutlineOf(WordNames.Child(each, "pPr")) is { } outline)
                return LevelOf(outline);
            if (WordNames.Value(WordNames.Child(each, "name")) is { } name && NamedLevel(name) is { } level)
                return level;
        }

        return null;
    }

    private static int? NamedLevel(string name) =>
        name.Equals("title", StringComparison.OrdinalIgnoreCase) ? 1
        : name.Length == 9 && name.StartsWith("heading ", StringComparison.OrdinalIgnoreCase) && name[8] is >= '1' and <= '9' ? Math.Min(6, name[8] - '0') : null;

    private static int? OutlineOf(XElement? properties) => WordNames.Number(WordNames.Child(properties, "outlineLvl"));

    /// <summary>From 0; 9 is that of the text.</summary>
    private static int? LevelOf(int outline) => outline is >= 0 and < 9 ? Math.Min(6, outline + 1) : null;

    /// <summary>The title of the whole.</summary>
    public bool IsTitle(XElement? properties) => NameOf(properties).Equals("title", StringComparison.OrdinalIgnoreCase);

    /// <summary>A line of the table of contents, which Word makes of the headings.</summary>
    public bool IsContents(XElement? properties) => NameOf(properties).StartsWith("toc ", StringComparison.OrdinalIgnoreCase);

    /// <summary>The numbering of a paragraph: its own, and what that does not say, its style's. The level is null where neither names one.</summary>
    public (string? Use, int? Level) NumberingOf(XElement? properties)
    {
        var own = WordNames.Child(properties, "numPr");
        var (use, level) = (WordNames.Value(WordNames.Child(own, "numId")), WordNames.Number(WordNames.Child(own, "ilvl")));
        // Whoever numbers a paragraph by hand means its first level where they name none.
        if (use is not null || WordNames.Value(WordNames.Child(properties, "pStyle")) is not { } style)
            return (use, level ?? 0);
        if (!_numberings.TryGetValue(style, out var styled))
            _numberings[style] = styled = Chain(style).Select(each => WordNames.Child(WordNames.Child(each, "pPr"), "numPr")).Aggregate(styled, (found, number) =>
                (found.Use ?? WordNames.Value(WordNames.Child(number, "numId")), found.Level ?? WordNames.Number(WordNames.Child(number, "ilvl"))));
        return (styled.Use, level ?? styled.Level);
    }

    /// <summary>The numbering that a style of lists stands for.</summary>
    public string? ListOf(string style) => _styles.TryGetValue(style, out var found) ? WordNames.Value(WordNames.Child(WordNames.Child(WordNames.Child(found, "pPr"), "numPr"), "numId")) : null;

    /// <summary>Whether a style is the other one, or is made from it.</summary>
    public bool Is(string style, string other) => style == other || Chain(style).Any(each => WordNames.Value(each, "styleId") == other);

    /// <summary>Whether words are struck out. Of a note's mark within the text only the mark is struck.</summary>
    public bool IsStruck(XElement run) => WordNames.Child(run, "t") is not null && (IsOn(run, "strike") || IsOn(run, "dstrike"));

    /// <summary>Whether words are hidden: no reader of the document sees them, nor does its print.</summary>
    public bool IsHidden(XElement run) => IsOn(run, "vanish");

    /// <summary>Something that is on or off, as the words themselves say, else their style, else their paragraph's.</summary>
    private bool IsOn(XElement run, string property)
    {
        var own = WordNames.Child(run, "rPr");
        return WordNames.IsOn(WordNames.Child(own, property)) ?? IsOn(WordNames.Value(WordNames.Child(own, "rStyle")), property)
            ?? IsOn(StyleAround(run), property) ?? false;
    }

    /// <summary>The style of the paragraph in which a run stands.</summary>
    private string? StyleAround(XElement run)
    {
        if (run.Ancestors().FirstOrDefault(outer => WordNames.Of(outer) == "p") is not { } paragraph)
            return null;
        if (!_ofParagraphs.TryGetValue(paragraph, out var style))
            _ofParagraphs[paragraph] = style = WordNames.Value(WordNames.Child(WordNames.Child(paragraph, "pPr"), "pStyle"));
        return style;
    }

    private bool? IsOn(string? style, string property)
    {
        if (style is null)
            return null;
        if (!_switches.TryGetValue((style, property), out var known))
            _switches[(style, property)] = known = Chain(style).Select(each => WordNames.IsOn(WordNames.Child(WordNames.Child(each, "rPr"), property))).FirstOrDefault(on => on is not null);
        return known;
    }

    /// <summary>The style and those that it is made from.</summary>
    private IEnumerable<XElement> Chain(string? id)
    {
        for (var depth = 0; depth < Deepest && id is not null && _styles.TryGetValue(id, out var style); depth++)
        {
            yield return style;
            id = WordNames.Value(WordNames.Child(style, "basedOn"));
        }
    }

    private string NameOf(XElement? properties) =>
        WordNames.Value(WordNames.Child(properties, "pStyle")) is { } id ? _names.GetValueOrDefault(id, id) : "";
}
