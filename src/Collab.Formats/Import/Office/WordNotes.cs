using System.Globalization;
using System.Xml.Linq;

namespace Collab.Formats.Import.Office;

/// <summary>The notes of a Word document and the numbers that Word prints: their ids are in the order of their making (ECMA-376, part 1, 17.11).</summary>
internal sealed class WordNotes
{
    private const string Signs = "*†‡§";

    private readonly Dictionary<string, XElement> _notes = new(StringComparer.Ordinal);
    private readonly List<XElement> _sections;
    private readonly XElement? _settings;
    private readonly Dictionary<char, int> _counts = [];
    private int _section;

    /// <param name="body">For its sections: each may count in its own way, and says so at its end.</param>
    public WordNotes(XElement body, XElement? footnotes, XElement? endnotes, XElement? settings)
    {
        _sections = [.. body.Descendants().Where(element => WordNames.Of(element) == "sectPr" && element.Parent is { } holder && WordNames.Of(holder) is "pPr" or "body")];
        _settings = settings;
        foreach (var note in (footnotes?.Elements() ?? []).Concat(endnotes?.Elements() ?? []))
        {
            // Those with a type are the lines that separate notes from the text.
            if (WordNames.Of(note) is "footnote" or "endnote" && WordNames.Value(note, "type") is null && WordNames.Value(note, "id") is { Length: <= 6 } id)
                _notes.TryAdd($"{note.Name.LocalName[0]}{id}", note);
        }
    }

    /// <param name="id"><c>f</c> or <c>e</c>, and what the file calls it.</param>
    public XElement? Find(string id) => _notes.GetValueOrDefault(id);

    /// <summary>The number of the next note.</summary>
    /// <param name="kind"><c>f</c> for footnotes, <c>e</c> for endnotes.</param>
    public string Next(char kind)
    {
        var number = _counts.TryGetValue(kind, out var before) ? Math.Min(before, int.MaxValue - 1) + 1 : Math.Max(0, WordNames.Number(Property(kind, "numStart")) ?? 1);
        _counts[kind] = number;
        var format = WordNames.Value(Property(kind, "numFmt")) ?? (kind == 'f' ? "decimal" : "lowerRoman");
        return format == "chicago" && number is >= 1 and <= 12
            ? new(Signs[(number - 1) % Signs.Length], ((number - 1) / Signs.Length) + 1)
            : new NumberingLevel(1, format, "", null, false, null).Print(number) is { Length: > 0 } printed ? printed : number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>What comes is of the next section, which may begin to count anew. Where each page does, nobody knows here which note is the first.</summary>
    public void EndSection()
    {
        _section++;
        foreach (var kind in "fe")
        {
            if (WordNames.Value(Property(kind, "numRestart")) == "eachSect")
                _counts.Remove(kind);
        }
    }

    private XElement? Property(char kind, string name)
    {
        var properties = kind == 'f' ? "footnotePr" : "endnotePr";
        return WordNames.Child(WordNames.Child(_section < _sections.Count ? _sections[_section] : null, properties), name) ?? WordNames.Child(WordNames.Child(_settings, properties), name);
    }
}
