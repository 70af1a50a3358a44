using Collab.Domain.Annotations;
using Collab.Formats.Export;
using Collab.Web.Languages;
using Collab.Web.Models;

namespace Collab.Server.Pages;

/// <summary>Lists the notes of an export, to pick some of them: what stands there has gone through the policy of all exports.</summary>
internal static class ExportNoteList
{
    private const int PageSize = 50, ExcerptLength = 90;

    /// <param name="picked">Their numbers and ids.</param>
    /// <param name="search">Words that the others must all contain.</param>
    /// <param name="page">From 1; beyond the last, the last.</param>
    /// <param name="texts">Says where in the language of the page.</param>
    public static ExportPicks Of(ExportDocument everything, IReadOnlySet<string> picked, string search, int page, PageTexts texts)
    {
        var clauses = everything.Clauses.ToLookup(each => each.Clause.Name, each => each.Clause);
        var words = search.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var notes = everything.Notes.Where(note => !note.Annotation.IsGone).ToLookup(IsPicked);
        var others = notes[false].Where(note => Text(note) is var text && words.All(word => text.Contains(word, StringComparison.OrdinalIgnoreCase))).ToList();
        var pages = Math.Max(1, (others.Count + PageSize - 1) / PageSize);
        page = Math.Clamp(page, 1, pages);
        return new([.. notes[true].Select(Row)], [.. others.Skip((page - 1) * PageSize).Take(PageSize).Select(Row)], search, page, pages);

        ExportNoteRow Row(ExportNote note) => new(note.Number, note.Author, Where(note), Excerpt(note.Notice ?? note.Words ?? ""));

        string Text(ExportNote note) => string.Join('\n', note.Annotation.Tags.Append(Where(note)).Append(note.Author).Append(note.Annotation.Body?.Text));

        string Where(ExportNote note) => note.ClauseNames.Length == 0 ? texts["the whole document"] : string.Join(texts[", "], note.ClauseNames.Select(NameOf));

        // An export knows its clauses by their English names.
        string NameOf(string english) => clauses[english].FirstOrDefault() is { } clause ? texts.NameOf(clause) : english;

        bool IsPicked(ExportNote note) => picked.Contains($"{note.Number}") || picked.Contains(note.Annotation.Id);
    }

    /// <summary>How a text begins, in one line.</summary>
    public static string Excerpt(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= ExcerptLength ? line : line[..(char.IsHighSurrogate(line[ExcerptLength - 1]) ? ExcerptLength - 1 : ExcerptLength)] + "…";
    }
}
