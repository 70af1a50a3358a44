using System.Collections.Immutable;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Sessions;

namespace Collab.Domain.Documents;

/// <summary>Who wants to speak, and who does.</summary>
public static partial class DocumentDecider
{
    private static ImmutableArray<Proposal> Raise(ClauseContext context, Proceedings held, RaiseHand command)
    {
        Demand(context, command, "raise-hand");
        ClauseDecider.DemandOpen(context);
        DemandPoint(context, command.Clause);
        if (held.HandOf(command.Actor)?.Clause == command.Clause)
            throw new RefusalException("already", "Your hand is up here already.");
        return [new(null, new HandRaised(command.Clause), Words(command))];
    }

    private static ImmutableArray<Proposal> Lower(ClauseContext context, Proceedings held, LowerHand command)
    {
        var member = command.Member ?? command.Actor;
        Demand(context, command, member == command.Actor ? "raise-hand" : "run-session");
        if (held.HandOf(member) is null)
            throw new RefusalException("already", "That hand is not up.");
        return [new(null, new HandLowered(member), Words(command))];
    }

    private static ImmutableArray<Proposal> Give(ClauseContext context, Proceedings held, GiveFloor command)
    {
        Demand(context, command, "run-session");
        Staleness.Demand(command, held.FloorChanged);
        ClauseDecider.DemandOpen(context);
        if (held.HandOf(command.Member) is not { } hand)
            throw new RefusalException("stale", "That hand is not up any more. Look who else wants to speak.");
        return [new(null, new FloorGiven(hand.Member, hand.Clause), Words(command))];
    }

    private static ImmutableArray<Proposal> End(ClauseContext context, Proceedings held, EndFloor command)
    {
        Demand(context, command, "run-session");
        Staleness.Demand(command, held.FloorChanged);
        if (held.Floor is null)
            throw new RefusalException("already", "Nobody has the floor.");
        return [new(null, new FloorEnded(), Words(command))];
    }
}
