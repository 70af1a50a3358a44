using Collab.Formats.Markdown;

namespace Collab.Formats.Export.Word;

/// <summary>A paragraph of the text with the comments on it, pins first: the title, then each clause.</summary>
/// <param name="Comments">Made when they are read.</param>
/// <param name="Clause">Null for the title, on which the notes on the whole document stand, and those on earlier texts alone: a comment at a point would say that it is about the words that are there now.</param>
internal sealed record WordPlace(ExportClause? Clause, string Text, IEnumerable<WordComment> Comments)
{
    public static IEnumerable<WordPlace> Of(ExportDocument document)
    {
        var next = document.Numbers.LastOrDefault() + 1;
        var title = Printable.Line(document.Title);
        var titled = document.Clauses.SelectMany(clause => clause.Threads.Where(thread => IsEarlier(clause, thread))).Select(thread => thread.Number).ToHashSet();
        var earlier = titled.Count == 0 ? [] : document.Clauses.SelectMany(clause => clause.Threads.Where(thread => titled.Contains(thread.Number) && IsEarlier(clause, thread)));
        var record = Record(next++, title, [.. SessionPhrases.Of(document), .. Colophon(document)]);
        yield return new(null, title, document.Whole.Concat(earlier).SelectMany(thread => Thread(document, thread, null, title)).Prepend(record));
        foreach (var clause in document.Clauses)
        {
            var text = clause.Clause.Text;
            var comments = clause.Threads.Where(thread => !titled.Contains(thread.Number)).SelectMany(thread => Thread(document, thread, clause, text));
            string[] said = [.. StancePhrases.Of(document, clause), .. clause.Threads.SelectMany(thread => See(document, thread, titled.Contains(thread.Number)))];
            yield return new(clause, text, said.Length > 0 ? comments.Append(Record(next, text, said)) : comments);
            next++;
        }
    }

    /// <summary>Whether all of it that could stand in the text is on earlier ones, pinned or not.</summary>
    private static bool IsEarlier(ExportClause clause, ExportThread thread) => thread.At is null && thread.Note.IsOfEarlier && !thread.Note.IsOn(clause.Clause.Id);

    private static IEnumerable<string> Colophon(ExportDocument document) =>
        Phrases.Colophon(document).Select(line => $"{line.Label}: {line.Value}").Append($"Note N has the address {document.Address.AbsoluteUri}/notes/N for ever.");

    /// <summary>A note on several points stands at one of them; at the others it is named, with its pin there. One on the title is named at each point, where they are several or it is pinned.</summary>
    private static IEnumerable<string> See(ExportDocument document, ExportThread thread, bool onTitle)
    {
        if (thread.At is null && !(onTitle && (thread.Pin is not null || thread.Note.ClauseNames.Length > 1)))
            yield break;
        var pinned = thread.Pin is { } pin ? $"Pinned {Phrases.PinnedBy(pin, Printable.Line(pin.By), ExportTime.Long(pin.Pin.At, document.Zone))}: " : "";
        yield return $"{pinned}note {thread.Number}, see {(onTitle ? "the title" : thread.At)}";
    }

    private static IEnumerable<WordComment> Thread(ExportDocument document, ExportThread thread, ExportClause? clause, string text)
    {
        var passage = clause is null ? null : PassagePlace.In(clause.Clause, thread.Note, document.Revision);
        var (start, end) = passage ?? (0, text.Length);
        foreach (var note in thread.Notes)
        {
            var begins = note.Number == thread.Number;
            yield return new(note.Number, begins ? null : thread.Number, thread.Note.Annotation.Resolved, note, [], start, end,
                Marked: begins && passage is not null && note.Annotation.Targets.Length == 1);
        }
    }

    private static WordComment Record(int id, string text, IReadOnlyList<string> lines) => new(id, null, false, null, lines, 0, text.Length, Marked: false);
}
