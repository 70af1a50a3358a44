using System.Xml.Linq;

namespace Collab.Formats.Import.Office;

/// <summary>What the styles of a Word document mean. Their ids are in the writer's language, their names are not: <c>heading 1</c>.</summary>
internal sealed class WordStyles
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public static WordStyles Of(XElement? styles)
    {
        var read = new WordStyles();
        foreach (var style in styles?.Elements().Where(element => WordNames.Of(element) == "style") ?? [])
        {
            if (WordNames.Value(style, "styleId") is { } id && WordNames.Value(WordNames.Child(style, "name")) is { } name)
                read._names.TryAdd(id, name);
        }

        return read;
    }

    /// <returns>1 to 6 of a heading or the title; null of any other paragraph.</returns>
    public int? HeadingLevel(XElement? properties)
    {
        var name = NameOf(properties);
        if (name.Equals("title", StringComparison.OrdinalIgnoreCase))
            return 1;
        return name.Length == 9 && name.StartsWith("heading ", StringComparison.OrdinalIgnoreCase) && name[8] is >= '1' and <= '9' ? Math.Min(6, name[8] - '0') : null;
    }

    /// <summary>A line of the table of contents, which Word makes of the headings.</summary>
    public bool IsContents(XElement? properties) => NameOf(properties).StartsWith("toc ", StringComparison.OrdinalIgnoreCase);

    private string NameOf(XElement? properties) =>
        WordNames.Value(WordNames.Child(properties, "pStyle")) is { } id ? _names.GetValueOrDefault(id, id) : "";
}
