using Collab.Formats.Import.Lines;

namespace Collab.Formats.Import.Headers;

/// <summary>The lines at the very top: title, author, date, in whatever order.</summary>
internal sealed class Front
{
    private const int WidestTitle = 150;
    private readonly List<(string[] Lines, int End)> _blocks = [];

    /// <summary>How many lines of the text belong to it.</summary>
    public int Lines { get; private set; }

    public void Add(string[] lines, int end) => _blocks.Add((lines, end));

    /// <summary>Everything so far is the front: key lines follow it.</summary>
    public void Accept(int lines) => Lines = lines;

    /// <summary>Keeps what is a front by its own look alone: a title, with an author or a date beside it.</summary>
    public void KeepTitles(int allLines, bool hasTitle)
    {
        var kept = 0;
        var titles = hasTitle ? 1 : 0;
        for (var i = 0; i < _blocks.Count && _blocks[i].End < allLines; i++)
        {
            var lines = _blocks[i].Lines;
            if (!lines.All(line => DateShape.IsDate(line) || IsAuthor(line) || IsTitle(line)))
                break;
            if (lines.All(line => DateShape.IsDate(line) || IsAuthor(line)))
                kept = i + 1;
            else if (titles++ == 0)
                kept = i + 1;
            else if (titles > 2)
                break;
        }

        _blocks.RemoveRange(kept, _blocks.Count - kept);
        Lines = kept == 0 ? 0 : _blocks[^1].End;
    }

    public (string? Author, string? Date, string? Title, string? Subtitle) Sort(bool hasTitle)
    {
        var all = _blocks.SelectMany((block, index) => block.Lines.Select(line => (Block: index, Text: line))).ToList();
        var date = Take(all, DateShape.IsDate);
        if (all.Count == 0 && !hasTitle)
            return (null, null, date, null);
        var author = Take(all, line => NameShape.Introduced(line) is not null) is { } by ? NameShape.Introduced(by) : Take(all, NameShape.HasInitials);
        // A bare name beside a title: sure only when it stands first, or between the title and the date.
        if (author is null && all.Select(line => line.Block).Distinct().Count() == 2 && all.Count(line => IsBareName(line.Text)) == 1 && (date is not null || IsBareName(all[0].Text)))
            author = Take(all, IsBareName);
        if (all.Count == 0 && !hasTitle)
            return (null, date, author, null);
        var first = hasTitle || all.Count == 0 ? -1 : all[0].Block;
        return (author, date, Join(all.Where(line => line.Block == first)), Join(all.Where(line => line.Block != first)));
    }

    private static bool IsBareName(string line) => NameShape.IsName(line) && !Wording.IsCapitals(line);

    private static bool IsAuthor(string line) => NameShape.Introduced(line) is not null || NameShape.HasInitials(line);

    private static bool IsTitle(string line) =>
        Columns.Of(line) <= WidestTitle && !Wording.EndsSentence(line) && !line.EndsWith(',') && !Wording.StartsLower(line);

    private static string? Take(List<(int Block, string Text)> lines, Predicate<string> fits)
    {
        var at = lines.FindIndex(line => fits(line.Text));
        if (at < 0)
            return null;
        var text = lines[at].Text;
        lines.RemoveAt(at);
        return text;
    }

    private static string? Join(IEnumerable<(int Block, string Text)> lines)
    {
        var text = string.Join(' ', lines.Select(line => line.Text));
        return text.Length == 0 ? null : text;
    }
}
