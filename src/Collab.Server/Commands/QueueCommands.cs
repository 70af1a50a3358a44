using Collab.Contracts;
using Collab.Contracts.Sealed;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Server.Feeds;

namespace Collab.Server.Commands;

/// <summary>Where a command goes that is not, or not only, the document's: what waits for a moderator, and what moderators look at.</summary>
internal static class QueueCommands
{
    /// <summary>
    /// A note where notes wait, or once did: what was sent before is answered as then, wherever it is. That is asked of the sealed log first, and
    /// the document takes nothing from an annotator that was not asked for.
    /// </summary>
    /// <param name="send">To the clause or document that decides.</param>
    public static async Task<Reply> AddAsync(IGrainFactory grains, DocumentFeed feed, Command command, Func<Command, Task<Reply>> send)
    {
        if (feed.State.Header.ApprovalChanged == 0 && await send(command) is { Code: not "waiting" } answer)
            return answer;
        var queue = QueueOf(grains, feed);
        if (await queue.FindCommandAsync(command) is { } earlier)
            return earlier;
        var reply = await send(command switch
        {
            AddAnnotation add => add with { IsNew = true },
            AddReply add => add with { IsNew = true },
            _ => command,
        });
        return reply.Code == "waiting" ? await queue.ExecuteAsync(command) : reply;
    }

    /// <summary>A command about a note that is in the sealed log, or to be looked at there.</summary>
    public static async Task<Reply> DecideAsync(IGrainFactory grains, DocumentFeed feed, Member member, AnnotationCommand command)
    {
        if (ActionOf(command) is { } action)
            PermissionTable.Demand(action, member.Role);
        var isQueued = AnnotationId.IsQueued(command.Annotation);
        if (!AnnotationId.IsWellFormed(command.Annotation) || isQueued != command is EditAnnotation or DeleteAnnotation or ApproveNote or RejectNote or PlacePin)
            throw NoSuchNote;
        if (command is FlagAnnotation or DismissFlags)
            await DemandNoteAsync(feed, member, command);
        if (command is not PlacePin)
            return await QueueOf(grains, feed).ExecuteAsync(command);
        throw (await QueueOf(grains, feed).OpenAsync()).Notes.Find(command.Annotation) is { IsGone: false }
            ? new RefusalException("waiting", "The note waits for a moderator. Approve it, then pin it.")
            : NoSuchNote;
    }

    /// <summary>What the role must allow, whether there is such a note or not; null where it is the author's to do.</summary>
    private static string? ActionOf(Command command) => command switch
    {
        FlagAnnotation => "flag",
        DismissFlags => "see-queue",
        ApproveNote or RejectNote => "approve",
        PlacePin => "pin",
        _ => null,
    };

    /// <summary>Flagged is what one can read and did not write.</summary>
    private static async Task DemandNoteAsync(DocumentFeed feed, Member member, AnnotationCommand command)
    {
        if (feed.State.Find(command.Annotation) is null)
            await feed.CatchUpAsync().WaitAsync(DocumentFeed.Patience);
        if (feed.State.Find(command.Annotation) is not { IsGone: false } note)
            throw NoSuchNote;
        if (command is not FlagAnnotation { On: true })
            return;
        if (note.Creator == member.Id)
            throw new RefusalException("own-note", "This note is your own. Edit it or delete it.");
        if (note.State == AnnotationState.Hidden)
            throw new RefusalException("already", "The note is hidden already.");
    }

    private static ISealedGrain QueueOf(IGrainFactory grains, DocumentFeed feed) => grains.GetGrain<ISealedGrain>(SealedKey.QueueOf(feed.Document));

    private static RefusalException NoSuchNote => new("not-found", "There is no such note in this document.");
}
