using System.Collections.Immutable;
using Collab.Domain.Commands;
using Collab.Domain.Events;

namespace Collab.Domain.Clauses;

public static partial class ClauseDecider
{
    private static ImmutableArray<Proposal> Lock(ClauseContext context, LockClause command)
    {
        Demand(context, command, "lock");
        DemandThere(context, command.Clause);
        Staleness.Demand(command, context.LocksChanged.GetValueOrDefault(command.Clause));
        if (context.Locked.Contains(command.Clause))
            throw new RefusalException("already", "The point is locked already.");
        return [new(command.Clause, new ClauseLocked(command.Clause), new Words { Reason = WordRules.Reason(command.Reason), Request = command.Request })];
    }

    private static ImmutableArray<Proposal> Unlock(ClauseContext context, UnlockClause command)
    {
        Demand(context, command, "lock");
        Staleness.Demand(command, context.LocksChanged.GetValueOrDefault(command.Clause));
        if (!context.Locked.Contains(command.Clause))
            throw new RefusalException("already", "The point is not locked.");
        return [new(command.Clause, new ClauseUnlocked(command.Clause), new Words { Request = command.Request })];
    }
}
