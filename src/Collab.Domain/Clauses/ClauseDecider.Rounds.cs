using Collab.Domain.Commands;
using Collab.Domain.Rounds;

namespace Collab.Domain.Clauses;

public static partial class ClauseDecider
{
    /// <summary>Where a blind round is open no note is added, whoever's. What is refused for another reason is not kept for the reveal.</summary>
    /// <exception cref="RefusalException"><c>sealed</c>: it belongs into the round's sealed log, or is to be looked for there; <c>in-round</c>: it can be neither; <c>round-over</c>: it was written for a round that is over.</exception>
    private static void DemandOutOfRounds(ClauseContext context, AddAnnotation command)
    {
        if (command.Round is { } written && (command.Home is not { } home || Round.OpenAt(context.Rounds, home)?.Id != written))
            throw new RefusalException("round-over", "The blind round that this was written for is over, and nobody has read it. Send it again for everybody to read, or throw it away.");
        if (context.Rounds.IsEmpty || !command.Targets.Any(target => context.Rounds.Any(round => round.Clause == target.Clause)))
            return;
        if (!command.Targets.Any(target => Round.OpenAt(context.Rounds, target.Clause) is not null))
        {
            if (command is { IsNew: false, ApprovedBy: null } || command.RoundsAsked < context.Rounds.Count(round => round.Clause == command.Home))
                throw Sealed;
            return;
        }

        if (command.Home is null)
            throw InRound("A blind round is open at one of these points. Write about that point alone, or wait until the round is over.");
        if (command.ApprovedBy is not null)
            throw InRound("A blind round is open at this point. Approve the note when the round is over.");
        if (command.Pin || command.Said is not null)
            throw InRound("In a blind round a note is neither pinned nor what somebody said aloud. Do that when the round is over.");
        throw Sealed;
    }

    private static RefusalException Sealed => new("sealed", "A blind round keeps the notes on this point until it is revealed.");

    private static RefusalException InRound(string sentence) => new("in-round", sentence);
}
