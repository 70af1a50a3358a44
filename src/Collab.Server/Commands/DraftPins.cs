using Collab.Contracts;
using Collab.Contracts.Sealed;
using Collab.Domain;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Queue;
using Collab.Server.Feeds;

namespace Collab.Server.Commands;

/// <summary>Pins what was prepared for a point once a session has come to it.</summary>
internal static class DraftPins
{
    /// <summary>
    /// Lets out what waits for the point that the command has brought the session to, in the order in which it was written. What cannot be
    /// pinned now, because a blind round is open there or its author pins no longer, stays a draft.
    /// </summary>
    /// <param name="reply">What the command was answered.</param>
    /// <returns>The same; or that the outcome is unknown, where the same command again pins what was not reached.</returns>
    public static async Task<Reply> PublishAsync(IGrainFactory grains, DocumentFeed feed, Command command, Reply reply)
    {
        if (reply.Outcome is not { } outcome)
            return reply;
        try
        {
            await feed.WaitForAsync(outcome.Seq);
        }
        catch (RefusalException)
        {
            return Reply.OutcomeUnknown;
        }

        if (PointOf(feed.State.Header, command) is not { } point)
            return reply;
        var log = grains.GetGrain<ISealedGrain>(SealedKey.DraftsOf(feed.Document));
        var drafts = await log.OpenAsync();
        foreach (var draft in drafts.Notes.Annotations.Values.Where(note => !note.IsGone && note.Targets[0].Clause == point && drafts.Queue.Notes[note.Id].State == WaitingState.Waiting).OrderBy(note => note.Seq))
        {
            var pinned = await log.ExecuteAsync(new ApproveNote { CommandId = Guid.NewGuid(), Actor = command.Actor, Annotation = draft.Id });
            if (pinned.Code is "outcome-unknown" or "unavailable")
                return Reply.OutcomeUnknown;
        }

        return reply;
    }

    /// <summary>A timer brings a session to its point only where nobody has led; what a blind round held back at its point comes when that is over.</summary>
    private static string? PointOf(DocumentHeader header, Command command) => command switch
    {
        LeadTo lead when header.Proceedings.Open is not null => lead.Clause,
        SetTimer { Clause: { } clause } when header.Proceedings.PointOf(header.Led) == clause => clause,
        RevealRound { Clause: var clause } when header.Proceedings.PointOf(header.Led) == clause => clause,
        CancelRound { Clause: var clause } when header.Proceedings.PointOf(header.Led) == clause => clause,
        _ => null,
    };
}
