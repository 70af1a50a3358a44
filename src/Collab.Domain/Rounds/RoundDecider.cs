using System.Collections.Immutable;
using System.Security.Cryptography;
using Collab.Domain.Annotations;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Queue;
using Collab.Domain.Seminars;

namespace Collab.Domain.Rounds;

/// <summary>Decides when a blind round begins and ends, and what of it is let out.</summary>
public static class RoundDecider
{
    public static ImmutableArray<Proposal> Open(ClauseContext context, OpenRound command)
    {
        Demand(context, command);
        ClauseDecider.DemandOpen(context);
        if (!context.Clauses.ContainsKey(command.Clause))
            throw new RefusalException("not-found", "There is no such point in this document.");
        Staleness.Demand(command, context.Rounds.LastOrDefault(round => round.Clause == command.Clause)?.Changed ?? 0);
        if (Round.OpenAt(context.Rounds, command.Clause) is not null)
            throw new RefusalException("already", "A blind round is open at this point already. Reveal or cancel it to open another.");
        return [new(command.Clause, new RoundOpened(Identifier.New(), command.Clause, command.Show), new Words { Request = command.Request })];
    }

    /// <summary>That it is over comes first: a note at the point is never older than that.</summary>
    public static ImmutableArray<Proposal> Reveal(ClauseContext context, RevealRound command)
    {
        ClauseDecider.DemandOpen(context);
        var round = DemandOpen(context, command, command.Clause);
        return [new(round.Clause, new RoundRevealed(round.Id, round.Clause), new Words { Request = command.Request })];
    }

    public static ImmutableArray<Proposal> Cancel(ClauseContext context, CancelRound command)
    {
        var round = DemandOpen(context, command, command.Clause);
        return [new(round.Clause, new RoundCancelled(round.Id, round.Clause), new Words { Request = command.Request })];
    }

    /// <summary>In a closed document nothing is revealed, so that no note is to wait there; nor is one to wait on words that are revised.</summary>
    /// <exception cref="RefusalException"><c>in-round</c>.</exception>
    /// <param name="then">What it is asked for: "close the document".</param>
    public static void DemandOver(ClauseContext context, string then)
    {
        if (context.Rounds.FirstOrDefault(round => round.State == RoundState.Open) is { } open)
            throw new RefusalException("in-round", $"A blind round is open{(context.Clauses.GetValueOrDefault(open.Clause) is { } clause ? $" at {clause.Name}" : "")}. Reveal or cancel it, then {then}.");
    }

    /// <summary>
    /// The notes that are let out, in an order that nobody can foretell: who wrote first, and when, is not told. Left out is what its author has
    /// deleted, and what is by somebody whose notes were hidden together; what was erased is gone from the log.
    /// </summary>
    public static IReadOnlyList<Revealed> Notes(ClauseContext context, Round round, ClauseState notes, QueueState queue)
    {
        var revealed = notes.Annotations.Values.Where(note => !note.IsGone && IsLetOut(context, note.Creator)).Select(note => Reveal(round, note, queue.Notes[note.Id])).ToArray();
        RandomNumberGenerator.Shuffle(revealed.AsSpan());
        return revealed;
    }

    private static bool IsLetOut(ClauseContext context, string author) =>
        context.Members.TryGetValue(author, out var member) && !member.NotesHidden;

    private static Revealed Reveal(Round round, Annotation note, WaitingNote sealedNote)
    {
        var added = new AnnotationAdded(AnnotationId.New(round.Clause), 0, [.. note.Targets.Select(Place.Of)], note.Motivation, Stance: note.Stance, Round: round.Id);
        var words = new Words
        {
            Body = note.Body?.Text,
            Tags = note.Tags.IsEmpty ? null : note.Tags,
            Quotes = note.Targets.All(target => target.Quote is null) ? null : [.. note.Targets.Select(target => target.Quote)],
            Foreign = note.Foreign,
            Request = sealedNote.Request,
        };
        return new(note.Creator, sealedNote.Command, sealedNote.Request, new Proposal(round.Clause, added, words));
    }

    private static Round DemandOpen(ClauseContext context, Command command, string clause)
    {
        Demand(context, command);
        Staleness.Demand(command, context.Rounds.LastOrDefault(round => round.Clause == clause)?.Changed ?? 0);
        return Round.OpenAt(context.Rounds, clause) ?? throw new RefusalException("already", "No blind round is open at this point.");
    }

    private static void Demand(ClauseContext context, Command command)
    {
        PermissionTable.Demand("reveal-round", ClauseDecider.RoleOf(context, command.Actor));
        ClauseDecider.DemandVoice(context, command);
    }
}
