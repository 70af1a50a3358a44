using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;

namespace Collab.Domain.Reading;

/// <summary>
/// What of a document is for one member: who names them, who answers them, what is new where they watch. It is made of the document's
/// log and of what stands there for all to read, and so a private note, a blind round's, one that waits or one that is hidden cannot be in it.
/// </summary>
public static class Inbox
{
    /// <summary>The entries, newest first.</summary>
    public static IReadOnlyList<InboxEntry> Of(DocumentState document, string member, ReadMarks marks)
    {
        // Whoever wrote in a thread watches it from there on, until they say otherwise.
        var mine = document.Annotations.Where(note => note.Creator == member && !note.IsGone).GroupBy(note => note.Thread ?? note.Id).ToDictionary(thread => thread.Key, thread => thread.Min(note => note.Seq));
        List<InboxEntry> entries = [];
        foreach (var note in document.Annotations.Where(note => IsNews(note, member)).OrderByDescending(note => note.Seq))
        {
            if (document.Find(note.Thread ?? note.Id) is { } root && ReasonOf(document, note, root, member, marks, mine) is { } reason)
                entries.Add(new(note, root, reason, !marks.HasRead(document.Header.Epoch, note)));
        }

        return entries;
    }

    /// <summary>How many notes and replies of others at each point the member has not read, in the order of the text; null stands for the whole document. Nothing where nothing was ever marked.</summary>
    public static ImmutableArray<(string? Clause, int Unread)> Points(DocumentState document, string member, ReadMarks marks)
    {
        if (marks.Epoch != document.Header.Epoch)
            return [];
        var counts = document.Annotations.Where(note => IsNews(note, member) && !marks.HasRead(document.Header.Epoch, note))
            .SelectMany(note => PlacesOf(document.Find(note.Thread ?? note.Id) ?? note)).ToLookup(clause => clause ?? "");
        return [.. document.Header.EveryClause.Select(clause => clause.Id).Prepend(null).Where(clause => counts.Contains(clause ?? "")).Select(clause => (clause, counts[clause ?? ""].Count()))];
    }

    private static bool IsNews(Annotation note, string member) => note.State == AnnotationState.Shown && note.Creator != member;

    private static InboxReason? ReasonOf(DocumentState document, Annotation note, Annotation root, string member, ReadMarks marks, Dictionary<string, long> mine)
    {
        if (note.Body is { } body && Mentions.Has(body.Text, member))
            return InboxReason.Mention;
        if (note.ReplyTo is { } parent && document.Find(parent)?.Creator == member)
            return InboxReason.Reply;
        var watches = marks.Watched.TryGetValue(root.Id, out var said) ? said
            : (mine.TryGetValue(root.Id, out var since) && note.Seq > since) || PlacesOf(root).Any(clause => clause is not null && marks.Watched.GetValueOrDefault(clause));
        return watches ? InboxReason.Watched : null;
    }

    private static IEnumerable<string?> PlacesOf(Annotation root) => root.Targets.IsEmpty ? [null] : root.Targets.Select(target => (string?)target.Clause).Distinct();
}
