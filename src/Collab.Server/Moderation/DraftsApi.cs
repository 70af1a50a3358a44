using Collab.Contracts.Sealed;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Policy;
using Collab.Domain.Queue;
using Collab.Server.Api;
using Collab.Server.Security;

namespace Collab.Server.Moderation;

/// <summary>The pins that are prepared for a session, for those who pin. They are in no stream: who wants to know asks.</summary>
internal static class DraftsApi
{
    /// <param name="By">Its author's id.</param>
    /// <param name="AsOf">What Approve names as asOf.</param>
    public sealed record Draft(string Id, string Clause, string By, string Text, DateTimeOffset Created, int Version, long AsOf)
    {
        public string? Quote { get; init; }

        public IReadOnlyList<string>? Tags { get; init; }
    }

    public static void Map(WebApplication app) =>
        app.Door(Right.Pin).MapGet("/api/documents/{document}/drafts", ListAsync).WithTags("Moderation").Produces<ListOf<Draft>>();

    private static async Task<ListOf<Draft>> ListAsync(string document, IGrainFactory grains)
    {
        var drafts = await OpenAsync(grains, document);
        return new([.. drafts.Notes.Annotations.Values.Where(note => !note.IsGone && drafts.Queue.Notes[note.Id].State == WaitingState.Waiting).OrderBy(note => note.Seq).Select(note => ToDraft(drafts, note))]);
    }

    /// <summary>A draft pin by its id, for its author and for those who pin; with its id in the document once it is there.</summary>
    /// <exception cref="RefusalException"><c>not-found</c>.</exception>
    public static async Task<QueueApi.OwnNote> OneAsync(IGrainFactory grains, string document, string annotation, Seat seat)
    {
        var drafts = await OpenAsync(grains, document);
        return drafts.Notes.Find(annotation) is { IsGone: false } note && (note.Creator == seat.Member || PermissionTable.May("pin", seat.Role))
            ? QueueApi.ToOwn(note, drafts.Queue.Notes[note.Id].State == WaitingState.Approved ? "approved" : "draft") with { Published = drafts.Queue.Notes[note.Id].Published }
            : throw new RefusalException("not-found", "There is no such note in this document.");
    }

    private static Task<SealedState> OpenAsync(IGrainFactory grains, string document) => grains.GetGrain<ISealedGrain>(SealedKey.DraftsOf(document)).OpenAsync();

    private static Draft ToDraft(SealedState drafts, Annotation note) =>
        new(note.Id, note.Targets[0].Clause, note.Creator, note.Body?.Text ?? "", note.Created, note.Version, drafts.Queue.Notes[note.Id].Changed)
        {
            Quote = note.Targets[0].Quote?.Exact,
            Tags = note.Tags.IsEmpty ? null : note.Tags,
        };
}
