using System.Xml.Linq;

namespace Collab.Formats.Import.Office;

/// <summary>What the styles of a Word document mean. Their ids are in the writer's language, their names are not: <c>heading 1</c>.</summary>
internal sealed class WordStyles
{
    private const int MostBases = 16;

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, XElement> _styles = new(StringComparer.Ordinal);

    public static WordStyles Of(XElement? styles)
    {
        var read = new WordStyles();
        foreach (var style in styles?.Elements().Where(element => WordNames.Of(element) == "style") ?? [])
        {
            if (WordNames.Value(style, "styleId") is { } id && WordNames.Value(WordNames.Child(style, "name")) is { } name)
                read._names.TryAdd(id, name);
            if (WordNames.Value(style, "styleId") is { } known)
                read._styles.TryAdd(known, style);
        }

        return read;
    }

    /// <returns>1 to 6 of a heading or the title; null of any other paragraph.</returns>
    public int? HeadingLevel(XElement? properties)
    {
        if (IsTitle(properties))
            return 1;
        var name = NameOf(properties);
        return name.Length == 9 && name.StartsWith("heading ", StringComparison.OrdinalIgnoreCase) && name[8] is >= '1' and <= '9' ? Math.Min(6, name[8] - '0') : null;
    }

    /// <summary>The title of the whole.</summary>
    public bool IsTitle(XElement? properties) => NameOf(properties).Equals("title", StringComparison.OrdinalIgnoreCase);

    /// <summary>A line of the table of contents, which Word makes of the headings.</summary>
    public bool IsContents(XElement? properties) => NameOf(properties).StartsWith("toc ", StringComparison.OrdinalIgnoreCase);

    /// <summary>The numbering that a style gives its paragraphs, itself or by one that it is based on.</summary>
    public (string? Id, int? Level) NumberOf(string style)
    {
        int? level = null;
        for (var (at, bases) = ((string?)style, 0); at is not null && bases < MostBases && _styles.TryGetValue(at, out var found); bases++)
        {
            var number = WordNames.Child(WordNames.Child(found, "pPr"), "numPr");
            level ??= LevelOf(number);
            if (WordNames.Value(WordNames.Child(number, "numId")) is { } id)
                return (id, level);
            at = WordNames.Value(WordNames.Child(found, "basedOn"));
        }

        return (null, level);
    }

    /// <summary>The numbering of a paragraph, its level where it says one, and its style where the numbering is that one’s. No id, or <c>0</c>: none.</summary>
    public (string? Id, int? Level, string? Style) NumberOf(XElement? properties)
    {
        var (own, style) = (WordNames.Child(properties, "numPr"), WordNames.Value(WordNames.Child(properties, "pStyle")));
        var (id, level) = (WordNames.Value(WordNames.Child(own, "numId")), LevelOf(own));
        if (style is null || (id is not null && level is not null))
            return (id, level, null);
        var by = NumberOf(style);
        return (id ?? by.Id, level ?? by.Level, style);
    }

    private static int? LevelOf(XElement? number) => int.TryParse(WordNames.Value(WordNames.Child(number, "ilvl")), out var level) ? level : null;

    private string NameOf(XElement? properties) =>
        WordNames.Value(WordNames.Child(properties, "pStyle")) is { } id ? _names.GetValueOrDefault(id, id) : "";
}
