using Collab.Contracts.Sealed;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Policy;
using Collab.Domain.Queue;
using Collab.Server.Api;
using Collab.Server.Feeds;
using Collab.Server.Security;

namespace Collab.Server.Moderation;

/// <summary>The moderators' queue, and each member's own part of it.</summary>
internal static class QueueApi
{
    /// <summary>One's own notes that wait or were rejected, and the notes that one has flagged.</summary>
    public sealed record Own(IReadOnlyList<OwnNote> Notes, IReadOnlyList<string> Flags);

    /// <param name="State"><c>waiting</c>, <c>rejected</c>, or <c>approved</c> with its id in the document; of a blind round <c>sealed</c>, <c>cancelled</c>, or <c>revealed</c> with that id.</param>
    /// <param name="Reason">Why it was rejected.</param>
    public sealed record OwnNote(string Id, string State, string Text, DateTimeOffset Created, int Version)
    {
        public string? Clause { get; init; }

        public string? ReplyTo { get; init; }

        public string? Quote { get; init; }

        public IReadOnlyList<string>? Tags { get; init; }

        public string? Reason { get; init; }

        public string? Published { get; init; }
    }

    public static void Map(WebApplication app)
    {
        app.Door(Right.SeeQueue).MapGet("/api/seminars/{seminar}/queue", QueueAsync).WithTags("Moderation").Produces<QueueRows.Lists>();
        app.Door(Right.ReadDocument).MapGet("/api/documents/{document}/waiting", OwnAsync).WithTags("Moderation").Produces<Own>();
    }

    private static async Task<QueueRows.Lists> QueueAsync(HttpContext context, string seminar, IGrainFactory grains, DocumentFeeds feeds)
    {
        var state = (await grains.GetGrain<ISeminarGrain>(seminar).OpenAsync())!;
        return await QueueRows.ReadAsync(state, context.Seat().NamesOf(state), feeds, grains, context.RequestAborted);
    }

    private static async Task<Own> OwnAsync(HttpContext context, string document, IGrainFactory grains)
    {
        var (queue, me) = (await OpenAsync(grains, document), context.Seat().Member);
        return new(
            [.. queue.Notes.Annotations.Values.Where(note => note.Creator == me && !note.IsGone && queue.Queue.Notes[note.Id].State != WaitingState.Approved).OrderBy(note => note.Created).Select(note => ToOwn(queue, note))],
            [.. queue.Queue.Flagged.Where(note => note.Value.Flags.Any(flag => flag.Member == me)).Select(note => note.Key).Order(StringComparer.Ordinal)]);
    }

    /// <summary>A note that waits, or did, by its id there: for its author and moderators.</summary>
    /// <exception cref="RefusalException"><c>not-found</c>.</exception>
    public static async Task<OwnNote> OneAsync(IGrainFactory grains, string document, string annotation, Seat seat)
    {
        var queue = await OpenAsync(grains, document);
        return queue.Notes.Find(annotation) is { IsGone: false } note && (note.Creator == seat.Member || PermissionTable.May("see-queue", seat.Role))
            ? ToOwn(queue, note)
            : throw new RefusalException("not-found", "There is no such note in this document.");
    }

    private static Task<SealedState> OpenAsync(IGrainFactory grains, string document) => grains.GetGrain<ISealedGrain>(SealedKey.QueueOf(document)).OpenAsync();

    private static OwnNote ToOwn(SealedState queue, Annotation note)
    {
        var waiting = queue.Queue.Notes[note.Id];
        return ToOwn(note, waiting.State.ToString().ToLowerInvariant()) with
        {
            Reason = waiting.State == WaitingState.Rejected ? waiting.Ruling?.Reason : null,
            Published = waiting.Published,
        };
    }

    /// <summary>Neither a seq nor a number of a sealed log: they would tell how much is beside.</summary>
    public static OwnNote ToOwn(Annotation note, string state) => new(note.Id, state, note.Body?.Text ?? "", note.Created, note.Version)
    {
        Clause = note.Targets is [{ Clause: var clause }, ..] ? clause : null,
        ReplyTo = note.ReplyTo,
        Quote = note.Targets is [{ Quote.Exact: { } quote }, ..] ? quote : null,
        Tags = note.Tags.IsEmpty ? null : note.Tags,
    };
}
