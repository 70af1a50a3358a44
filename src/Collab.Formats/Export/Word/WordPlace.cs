using Collab.Formats.Markdown;

namespace Collab.Formats.Export.Word;

/// <summary>A paragraph of the text with the comments on it, pins first: the title, then each clause.</summary>
/// <param name="Clause">Null for the title, on which the notes on the whole document stand.</param>
internal sealed record WordPlace(ExportClause? Clause, string Text, IReadOnlyList<WordComment> Comments)
{
    public static IEnumerable<WordPlace> Of(ExportDocument document)
    {
        var next = document.Notes.Select(note => note.Number).DefaultIfEmpty(0).Max() + 1;
        var title = Printable.Line(document.Title);
        yield return new(null, title, [Record(next++, title, [.. SessionPhrases.Of(document), .. Colophon(document)]),
            .. document.Whole.Concat(document.Clauses.SelectMany(clause => clause.Threads).Where(IsEarlier)).SelectMany(thread => Thread(document, thread, null, title))]);
        foreach (var clause in document.Clauses)
        {
            var text = clause.Clause.Text;
            List<WordComment> comments = [.. clause.Threads.Where(thread => !IsEarlier(thread)).SelectMany(thread => Thread(document, thread, clause, text))];
            string[] said = [.. StancePhrases.Of(document, clause), .. clause.Threads.Where(thread => thread.At is not null).Select(thread => See(document, thread))];
            if (said.Length > 0)
                comments.Add(Record(next, text, said));
            next++;
            yield return new(clause, text, comments);
        }
    }

    /// <summary>On an earlier text, and not pinned: a comment at a point would say that it is about the words that are there now.</summary>
    private static bool IsEarlier(ExportThread thread) => thread.Pin is null && thread.At is null && !thread.Note.Earlier.IsEmpty;

    private static IEnumerable<string> Colophon(ExportDocument document) =>
        Phrases.Colophon(document).Select(line => $"{line.Label}: {line.Value}").Append($"Note N has the address {document.Address.AbsoluteUri}/notes/N for ever.");

    /// <summary>A note on several points stands at the first of them; at the others it is named, with its pin there.</summary>
    private static string See(ExportDocument document, ExportThread thread) =>
        (thread.Pin is { } pin ? $"Pinned {Phrases.PinnedBy(pin, Printable.Line(pin.By), ExportTime.Long(pin.Pin.At, document.Zone))}: " : "") + $"note {thread.Note.Number}, see {thread.At}";

    private static IEnumerable<WordComment> Thread(ExportDocument document, ExportThread thread, ExportClause? clause, string text)
    {
        var passage = clause is null ? null : PassagePlace.In(clause.Clause, thread.Note, document.Revision);
        var (start, end) = passage ?? (0, text.Length);
        foreach (var note in thread.Notes)
        {
            var begins = note == thread.Note;
            yield return new(note.Number, begins ? null : thread.Note.Number, thread.Note.Annotation.Resolved, note, [], start, end,
                Marked: begins && passage is not null && note.Annotation.Targets.Length == 1);
        }
    }

    private static WordComment Record(int id, string text, IReadOnlyList<string> lines) => new(id, null, false, null, lines, 0, text.Length, Marked: false);
}
