using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Events;

namespace Collab.Domain.Clauses;

public static partial class ClauseDecider
{
    /// <summary>A note is pinned to a point that it is about; one on the whole document, to any point.</summary>
    private static ImmutableArray<Proposal> PinTo(ClauseContext context, ClauseState state, PlacePin command)
    {
        Demand(context, command, "pin");
        var annotation = Present(state, command.Annotation);
        DemandOpen(context);
        if (annotation.Thread is not null)
            throw new RefusalException("bad-request", "A reply is not pinned by itself. Pin the note that began the thread.");
        if (annotation.MergedInto is not null)
            throw new RefusalException("bad-request", "The thread is merged into another one. Pin that, or take the merging back first.");
        if (!context.Clauses.ContainsKey(command.Clause) && context.Former.All(text => text.Find(command.Clause) is null))
            throw new RefusalException("not-found", "The note can't be pinned there: there is no such point, or the note belongs to another one.");
        DemandThere(context, command.Clause);
        if (annotation.Targets.Length > 0 && annotation.Targets.All(t => t.Clause != command.Clause))
            throw new RefusalException("bad-request", "The note is about other points. Pin it to one of those, or write commentary for this one.");
        if (command.Supersedes is { } old && !AnnotationId.IsWellFormed(old))
            throw new RefusalException("bad-request", "What the pin supersedes is not a note's id.");
        if (command.Order < 0)
            throw new RefusalException("bad-request", "order is a place among the pins of the point: 0 is the first. Leave it out for the end.");
        Staleness.Demand(command, annotation.Changed);
        var pinned = state.Pins.Any(p => p.Annotation == annotation.Id && p.Clause == command.Clause);
        var order = Math.Min(command.Order ?? int.MaxValue, MaxOrder);
        var words = new Words { Request = command.Request };
        if (pinned)
            return [new(command.Clause, new PinMoved(annotation.Id, command.Clause, order), words)];
        var placed = new Proposal(command.Clause, new PinPlaced(annotation.Id, command.Clause, order, command.Supersedes), words);
        var superseded = state.Pins.FirstOrDefault(p => p.Annotation == command.Supersedes && p.Clause == command.Clause);
        return superseded is null ? [placed] : [placed, new(command.Clause, new PinRemoved(superseded.Annotation, command.Clause))];
    }

    /// <summary>More than any clause has pins: "at the end".</summary>
    private const int MaxOrder = 100_000;

    private static ImmutableArray<Proposal> Unpin(ClauseContext context, ClauseState state, RemovePin command)
    {
        Demand(context, command, "pin");
        var annotation = Existing(state, command.Annotation);
        DemandOpen(context);
        Staleness.Demand(command, annotation.Changed);
        var removed = Unpinned(state, annotation.Id).Where(p => command.Clause is null || p.Clause == command.Clause).ToImmutableArray();
        if (removed.IsEmpty)
            throw new RefusalException("already", "The note is not pinned there.");
        return removed.SetItem(0, removed[0] with { Words = new Words { Request = command.Request } });
    }

    private static IEnumerable<Proposal> Unpinned(ClauseState state, string annotation) =>
        state.Pins.Where(p => p.Annotation == annotation).Select(p => new Proposal(p.Clause, new PinRemoved(annotation, p.Clause)));
}
