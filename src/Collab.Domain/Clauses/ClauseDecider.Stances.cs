using System.Collections.Immutable;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Rounds;

namespace Collab.Domain.Clauses;

public static partial class ClauseDecider
{
    private static ImmutableArray<Proposal> Take(ClauseContext context, ClauseState state, TakeStance command)
    {
        DemandStances(context, command);
        DemandThere(context, command.Clause);
        var rule = context.Stances;
        if (command.Anonymous && !rule.Anonymous)
            throw new RefusalException("stale", "Stances show names here by now. Look again, and take yours if you will.");
        if (!rule.Scale.Contains(command.Choice))
            throw NotOnScale(rule.Scale);
        var reason = WordRules.Reason(command.Reason);
        var held = state.StanceOf(command.Actor);
        Staleness.Demand(command, Math.Max(rule.Changed, held?.Seq ?? 0));
        if (held?.Choice == command.Choice && held.Reason == reason)
            throw new RefusalException("already", "That is your stance already.");
        if (reason is not null && reason != held?.Reason)
            DemandReasons(context, command);
        return [new(command.Clause, new StanceTaken(held?.Id ?? Identifier.New(), command.Clause, rule.Anonymous, command.Choice), new Words { Reason = reason, Request = command.Request })];
    }

    private static ImmutableArray<Proposal> Withdraw(ClauseContext context, ClauseState state, WithdrawStance command)
    {
        DemandStances(context, command);
        var held = state.StanceOf(command.Actor);
        Staleness.Demand(command, Math.Max(context.Stances.Changed, held?.Seq ?? 0));
        if (held is null)
            throw new RefusalException("already", "You have no stance here.");
        return [new(command.Clause, new StanceWithdrawn(held.Id, command.Clause, held.Anonymous), new Words { Request = command.Request })];
    }

    /// <summary>As with notes: in a closed document and at a locked point too.</summary>
    private static ImmutableArray<Proposal> HideReason(ClauseContext context, ClauseState state, HideStanceReason command)
    {
        Demand(context, command, "hide-annotation");
        if (state.StanceReasons.GetValueOrDefault(command.Stance) is not { } reason)
            throw new RefusalException("not-found", "There is no such stance at this point. Look again.");
        Staleness.Demand(command, Math.Max(reason.Changed, state.Stances.FirstOrDefault(stance => stance.Id == command.Stance)?.Seq ?? 0));
        if (reason.Hidden == command.On)
            throw new RefusalException("already", command.On ? "The reason is hidden already." : "The reason is not hidden.");
        EventData data = command.On ? new StanceReasonHidden(command.Stance, command.Clause) : new StanceReasonShown(command.Stance, command.Clause);
        return [new(command.Clause, data, new Words { Reason = WordRules.Reason(command.Reason), Request = command.Request })];
    }

    /// <summary>A lock settles a point: nobody changes their stance then, a moderator no more than others.</summary>
    private static void DemandStances(ClauseContext context, Command command)
    {
        Demand(context, command, "take-stance");
        DemandOpen(context);
        if (context.Locked.Contains(command.Home!))
            throw new RefusalException("locked", "This point is locked: stances stay as they are. A moderator can unlock it.");
    }

    /// <summary>A reason is read at once: before a moderator could hide it, and before others have written theirs.</summary>
    /// <exception cref="RefusalException"><c>waiting</c>, <c>in-round</c>.</exception>
    private static void DemandReasons(ClauseContext context, TakeStance command)
    {
        if (Waits(context, command.Actor))
            throw new RefusalException("waiting", "Notes wait for a moderator here. Take the stance without a reason, and give that in a note.");
        if (Round.OpenAt(context.Rounds, command.Clause) is not null)
            throw InRound("A blind round is open at this point. Take the stance without a reason, and give that in a note, which is kept until the reveal.");
    }

    internal static RefusalException NotOnScale(ImmutableArray<string> scale) =>
        new("not-on-scale", $"Such a stance can't be taken here. Choose one of: {string.Join(", ", scale)}.");
}
