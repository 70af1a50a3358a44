using System.Collections.Immutable;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Sessions;

namespace Collab.Domain.Documents;

/// <summary>What a moderator does to lead a session.</summary>
public static partial class DocumentDecider
{
    private static ImmutableArray<Proposal> Open(ClauseContext context, Proceedings held, OpenSession command)
    {
        Demand(context, command, "run-session");
        Staleness.Demand(command, held.SessionsChanged);
        ClauseDecider.DemandOpen(context);
        if (held.Open is not null)
            throw new RefusalException("already", "A session is open already. Close it to begin another.");
        var opened = new Proposal(null, new SessionOpened(Identifier.New()), Words(command) with { Title = WordRules.Title(command.Title) });
        return command.CarryOver && !held.Left.IsEmpty ? [opened, new(null, new AgendaSet(held.Left), Words(command))] : [opened];
    }

    /// <summary>Also where the document is closed: the one may come before the other.</summary>
    private static ImmutableArray<Proposal> Close(ClauseContext context, Proceedings held, CloseSession command)
    {
        Demand(context, command, "run-session");
        Staleness.Demand(command, held.SessionsChanged);
        if (held.Open is not { } open)
            throw new RefusalException("already", "No session is open.");
        return [new(null, new SessionClosed(open.Id, [.. command.Attended.Where(context.Members.ContainsKey).Distinct().Order(StringComparer.Ordinal)]), Words(command))];
    }

    private static ImmutableArray<Proposal> Set(ClauseContext context, Proceedings held, SetAgenda command)
    {
        Demand(context, command, "run-session");
        Staleness.Demand(command, held.AgendaChanged);
        ClauseDecider.DemandOpen(context);
        foreach (var item in command.Items)
        {
            if (!context.Clauses.ContainsKey(item.Clause))
                throw new RefusalException("bad-agenda", "The agenda names a point that is not in this document. Take it out.");
            if (item.Seconds is < SessionTimer.Least or > SessionTimer.Most)
                throw new RefusalException("bad-agenda", $"A point of the agenda has {SessionTimer.Least} to {SessionTimer.Most} seconds, or none given.");
        }

        if (command.Items.DistinctBy(item => item.Clause).Count() < command.Items.Length)
            throw new RefusalException("bad-agenda", "The agenda names a point twice. Name each once.");
        if (command.Items.SequenceEqual(held.Agenda))
            throw new RefusalException("already", "The agenda is that already.");
        return [new(null, new AgendaSet(command.Items), Words(command))];
    }

    private static ImmutableArray<Proposal> Set(ClauseContext context, Proceedings held, SetTimer command, DateTimeOffset now)
    {
        Demand(context, command, "run-session");
        Staleness.Demand(command, held.TimerChanged);
        ClauseDecider.DemandOpen(context);
        if (command.Seconds is < SessionTimer.Least or > SessionTimer.Most)
            throw new RefusalException("bad-request", $"A timer runs for {SessionTimer.Least} to {SessionTimer.Most} seconds.");
        if (command.Clause is { } clause)
            DemandPoint(context, clause);
        return [new(null, new TimerSet(command.Clause, now.AddSeconds(command.Seconds), command.Seconds), Words(command))];
    }

    private static ImmutableArray<Proposal> End(ClauseContext context, Proceedings held, EndTimer command)
    {
        Demand(context, command, "run-session");
        Staleness.Demand(command, held.TimerChanged);
        if (held.Timer is null)
            throw new RefusalException("already", "No timer is set.");
        return [new(null, new TimerEnded(), Words(command))];
    }

    private static ImmutableArray<Proposal> Set(ClauseContext context, Proceedings held, SetScribe command)
    {
        Demand(context, command, "run-session");
        Staleness.Demand(command, held.ScribeChanged);
        if (command.Member is { } member && !PermissionTable.May("annotate", ClauseDecider.RoleOf(context, member)))
            throw new RefusalException("not-found", "There is no such member here who may write notes.");
        if (command.Member == held.Scribe)
            throw new RefusalException("already", "That is so already.");
        return [new(null, new ScribeSet(command.Member), Words(command))];
    }

    private static void DemandPoint(ClauseContext context, string clause)
    {
        if (!context.Clauses.ContainsKey(clause))
            throw new RefusalException("not-found", "There is no such point in this document.");
    }
}
