using Collab.Contracts;
using Collab.Contracts.Sealed;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Policy;
using Collab.Domain.Rounds;
using Collab.Domain.Seminars;
using Collab.Server.Feeds;

namespace Collab.Server.Commands;

/// <summary>Where a command goes that is not, or not only, the document's: what waits for a moderator or for the end of a blind round, and what moderators look at.</summary>
internal static class SealedCommands
{
    /// <summary>So often what a node had not heard of is asked for, and the command sent again.</summary>
    private const int MostAttempts = 3;

    /// <summary>
    /// A note where notes are kept aside, or once were: what was sent before is answered as then, wherever it is. That is asked of the sealed logs
    /// first, and the document takes nothing that was not asked for.
    /// </summary>
    /// <param name="send">To the clause or document that decides.</param>
    public static async Task<Reply> AddAsync(IGrainFactory grains, DocumentFeed feed, Command command, Func<Command, Task<Reply>> send)
    {
        if (!LogsOf(feed, command).Any())
        {
            // What was written for a round may be in its log already.
            if (command is not AddAnnotation { Round: not null } && await send(command) is { Code: not ("waiting" or "sealed") } answer)
                return answer;
            // It is since a moment ago.
            await feed.CatchUpAsync().WaitAsync(DocumentFeed.Patience);
        }

        HashSet<string> asked = [];
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (await FindAsync() is { } earlier)
                return earlier;
            var reply = await send(command switch
            {
                AddAnnotation add => add with { IsNew = true, RoundsAsked = add.Home is null ? null : asked.Count(log => log != SealedKey.QueueOf(feed.Document)) },
                AddReply add => add with { IsNew = true },
                _ => command,
            });
            if (reply.Code == "waiting")
                return await LogOf(SealedKey.QueueOf(feed.Document)).ExecuteAsync(command);
            if (reply.Code != "sealed")
                return reply;
            if (OpenRound(feed, command) is null)
                await feed.CatchUpAsync().WaitAsync(DocumentFeed.Patience);
            if (OpenRound(feed, command) is { } round)
            {
                // Of those before it a node that was behind has heard only now.
                return await FindAsync() ?? await LogOf(SealedKey.RoundOf(feed.Document, round.Id)).ExecuteAsync(command);
            }
        }

        return Reply.OutcomeUnknown;

        async Task<Reply?> FindAsync()
        {
            foreach (var log in LogsOf(feed, command).Where(asked.Add))
            {
                if (await LogOf(log).FindCommandAsync(command) is { } earlier)
                    return earlier;
            }

            return null;
        }

        ISealedGrain LogOf(string key) => grains.GetGrain<ISealedGrain>(key);
    }

    /// <summary>A command about a note that is in a sealed log, or to be looked at there.</summary>
    public static async Task<Reply> DecideAsync(IGrainFactory grains, DocumentFeed feed, Member member, AnnotationCommand command)
    {
        if (ActionOf(command) is { } action)
            PermissionTable.Demand(action, member.Role);
        if (!AnnotationId.IsWellFormed(command.Annotation))
            throw NoSuchNote;
        if (AnnotationId.IsDraft(command.Annotation))
            return command is EditAnnotation or DeleteAnnotation or ApproveNote ? await grains.GetGrain<ISealedGrain>(SealedKey.DraftsOf(feed.Document)).ExecuteAsync(command) : throw NoSuchNote;
        if (AnnotationId.RoundOf(command.Annotation) is { } round)
            return await DecideInRoundAsync(grains, feed, round, command);
        var queue = grains.GetGrain<ISealedGrain>(SealedKey.QueueOf(feed.Document));
        if (AnnotationId.IsQueued(command.Annotation) != command is EditAnnotation or DeleteAnnotation or ApproveNote or RejectNote or PlacePin)
            throw NoSuchNote;
        if (command is FlagAnnotation or DismissFlags)
            await DemandNoteAsync(feed, member, command);
        if (command is not PlacePin)
            return await queue.ExecuteAsync(command);
        throw (await queue.OpenAsync()).Notes.Find(command.Annotation) is { IsGone: false }
            ? new RefusalException("waiting", "The note waits for a moderator. Approve it, then pin it.")
            : NoSuchNote;
    }

    /// <summary>The sealed logs in which the same command may be already.</summary>
    private static IEnumerable<string> LogsOf(DocumentFeed feed, Command command)
    {
        var header = feed.State.Header;
        if (header.ApprovalChanged > 0)
            yield return SealedKey.QueueOf(feed.Document);
        if (command is AddAnnotation { Home: { } clause })
        {
            foreach (var round in header.Rounds.Where(round => round.Clause == clause))
                yield return SealedKey.RoundOf(feed.Document, round.Id);
        }
    }

    private static Round? OpenRound(DocumentFeed feed, Command command) => command.Home is { } clause ? Round.OpenAt(feed.State.Header.Rounds, clause) : null;

    /// <summary>No grain is woken for a round that is none.</summary>
    private static async Task<Reply> DecideInRoundAsync(IGrainFactory grains, DocumentFeed feed, string round, AnnotationCommand command)
    {
        if (command is not (EditAnnotation or DeleteAnnotation))
            throw NoSuchNote;
        if (feed.State.Header.Rounds.All(known => known.Id != round))
            await feed.CatchUpAsync().WaitAsync(DocumentFeed.Patience);
        return feed.State.Header.Rounds.Any(known => known.Id == round)
            ? await grains.GetGrain<ISealedGrain>(SealedKey.RoundOf(feed.Document, round)).ExecuteAsync(command)
            : throw NoSuchNote;
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

    private static RefusalException NoSuchNote => new("not-found", "There is no such note in this document.");
}
