using Collab.Contracts.Sealed;
using Collab.Contracts.Seminars;
using Collab.Domain.Annotations;
using Collab.Domain.Policy;
using Collab.Domain.Queue;
using Collab.Domain.Reading;
using Collab.Domain.Seminars;
using Collab.Server.Feeds;

namespace Collab.Server.Moderation;

/// <summary>What moderators are asked to decide, over the documents of a seminar, and what they decided last.</summary>
internal static class QueueRows
{
    /// <summary>Most decisions that are listed.</summary>
    public const int MostDecided = 50;

    /// <summary>A note to be decided about, or one that was.</summary>
    /// <param name="Kind"><c>waiting</c>: it waits, or waited, for approval; <c>flagged</c>: members asked for a look.</param>
    /// <param name="State"><c>open</c>, <c>approved</c>, <c>rejected</c>, <c>dismissed</c> or <c>hidden</c>.</param>
    /// <param name="Clause">The point that it is about; null for the whole document.</param>
    /// <param name="Point">What that is called.</param>
    /// <param name="Reason">Of the decision.</param>
    /// <param name="Published">Where it is approved: the note's id in the document.</param>
    /// <param name="AsOf">What Approve, Reject and Dismiss name as asOf.</param>
    /// <param name="Seq">The document's: what Hide and Unhide name as asOf.</param>
    public sealed record Row(string Document, string Title, string Annotation, string Kind, string State, string Author, DateTimeOffset At, long AsOf, long Seq)
    {
        public string? Clause { get; init; }

        public string? Point { get; init; }

        public int? Number { get; init; }

        public bool? IsReply { get; init; }

        public string? Quote { get; init; }

        public string? Text { get; init; }

        /// <summary>Who said it aloud, where its author noted that.</summary>
        public string? Said { get; init; }

        /// <summary>The stance for which it speaks.</summary>
        public string? Stance { get; init; }

        /// <summary>Whether that can be taken no longer, while it waits: it is approved without it.</summary>
        public bool? StanceGone { get; init; }

        public IReadOnlyList<FlagRow>? Flags { get; init; }

        public string? By { get; init; }

        public DateTimeOffset? DecidedAt { get; init; }

        public string? Reason { get; init; }

        public string? Published { get; init; }
    }

    public sealed record FlagRow(string By, DateTimeOffset At, string? Reason);

    /// <summary>What is open, oldest first, and what was decided, newest first.</summary>
    public sealed record Lists(IReadOnlyList<Row> Open, IReadOnlyList<Row> Decided);

    public static async Task<Lists> ReadAsync(SeminarState seminar, SeminarNames names, DocumentFeeds feeds, IGrainFactory grains, CancellationToken cancellation)
    {
        var rows = (await Task.WhenAll((await feeds.OpenReadableAsync(seminar.Documents, cancellation)).Select(async feed =>
            OfDocument(feed, await grains.GetGrain<ISealedGrain>(SealedKey.QueueOf(feed.Document)).OpenAsync(), names).ToList()))).SelectMany(each => each).ToList();
        return new([.. rows.Where(row => row.State == "open").OrderBy(row => row.At)], [.. rows.Where(row => row.State != "open").OrderByDescending(row => row.DecidedAt ?? row.At).Take(MostDecided)]);
    }

    private static IEnumerable<Row> OfDocument(DocumentFeed feed, SealedState state, SeminarNames names)
    {
        var others = names.Seminar.Members.Values.Any(member => !member.Removed && member.Id != names.Audience.Member && PermissionTable.May("see-queue", member.Role));
        foreach (var (id, note) in state.Queue.Notes)
        {
            if (state.Notes.Find(id) is { IsGone: false } words)
                yield return Of(feed, words, names, "waiting", note.State switch { WaitingState.Approved => "approved", WaitingState.Rejected => "rejected", _ => "open" }, words.Modified ?? words.Created, note.Changed, note.Ruling) with
                {
                    Number = note.Number,
                    Published = note.Published,
                    StanceGone = note.State == WaitingState.Waiting && words.Stance is { } stance && !feed.State.Header.Stances.Scale.Contains(stance) ? true : null,
                };
        }

        foreach (var (id, flagged) in state.Queue.Flagged)
        {
            // Whose note was flagged is not told, a moderator neither, unless nobody else would look at it.
            if (flagged.Flags.Length > 0 && feed.State.Find(id) is { IsGone: false } note && !(others && note.Creator == names.Audience.Member))
                yield return Of(feed, note, names, "flagged", StateOf(flagged, note), flagged.Flags[0].At, flagged.Changed, flagged.Dismissed ?? Hiding(note)) with
                {
                    Number = note.Number,
                    Flags = [.. flagged.Flags.Select(flag => new FlagRow(NameOf(names, flag.Member), flag.At, flag.Reason))],
                };
        }
    }

    // What is hidden asks for no look any more, and does so again when it is shown: the document alone says which it is.
    private static string StateOf(FlaggedNote flagged, Annotation note) => note.State == AnnotationState.Hidden ? "hidden" : flagged.Dismissed is null ? "open" : "dismissed";

    private static Ruling? Hiding(Annotation note) => note is { State: AnnotationState.Hidden, ReasonBy: { } by } ? new Ruling(by, note.Modified ?? note.Created, note.Reason) : null;

    private static Row Of(DocumentFeed feed, Annotation note, SeminarNames names, string kind, string state, DateTimeOffset at, long asOf, Ruling? ruling)
    {
        var header = feed.State.Header;
        var root = note.Thread is { } thread ? feed.State.Find(thread) : note;
        var clause = root?.Targets is [var first, ..] ? header.ClauseOf(first.Clause) : null;
        return new(feed.Document, header.Title, note.Id, kind, state, NameOf(names, note.Creator), at, asOf, header.Seq)
        {
            Clause = clause?.Id,
            Point = clause?.Name,
            IsReply = note.ReplyTo is null ? null : true,
            Quote = note.Targets is [{ Quote.Exact: { } quote }, ..] ? quote : null,
            Text = note.Body is { } body ? Mentions.Named(body.Text, names.ShownOf, markdown: true) : null,
            Said = note.Said is not { } said ? null : said.Speaker ?? NameOf(names, said.Member!),
            Stance = note.Stance,
            By = ruling is null ? null : NameOf(names, ruling.By),
            DecidedAt = ruling?.At,
            Reason = ruling?.Reason,
        };
    }

    private static string NameOf(SeminarNames names, string member) => names.ShownOf(member) ?? Member.ErasedName;
}
