using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Relations;

namespace Collab.Domain.Documents;

/// <summary>What is between two notes, whatever points they are at.</summary>
public static partial class DocumentDecider
{
    private static ImmutableArray<Proposal> Relate(ClauseContext context, DocumentState state, RelateNotes command)
    {
        Demand(context, command, "relate");
        ClauseDecider.DemandOpen(context);
        var (from, to) = (Note(state, command.From), Note(state, command.To));
        if (from.Id == to.Id)
            throw new RefusalException("bad-request", "A note is related to another one. Name two notes.");
        if (!Relation.IsTold(from, to, Audience.Of(ClauseDecider.RoleOf(context, command.Actor), command.Actor, state.Header.Settings)))
            throw new RefusalException("not-found", "One of the two notes is hidden or gone. Choose another.");
        if (state.Header.Relations.Any(relation => relation.Is(from.Id, command.Relation, to.Id)))
            throw new RefusalException("already", "That is said of these two notes already.");
        return [new(null, new RelationAdded(from.Id, command.Relation, to.Id), Words(command))];
    }

    /// <summary>Also where one of the two is hidden or gone by now: who said it takes it back.</summary>
    private static ImmutableArray<Proposal> Unrelate(ClauseContext context, DocumentState state, UnrelateNotes command)
    {
        var said = state.Header.Relations.FirstOrDefault(relation => relation.Is(command.From, command.Relation, command.To));
        Demand(context, command, "remove-relation", said is null || said.By == command.Actor);
        ClauseDecider.DemandOpen(context);
        if (said is null)
            throw new RefusalException("already", "That is not said of these two notes, or no longer.");
        return [new(null, new RelationRemoved(said.From, said.Kind, said.To), Words(command))];
    }

    private static ImmutableArray<Proposal> Merge(ClauseContext context, DocumentState state, MergeThread command)
    {
        Demand(context, command, "merge-threads");
        ClauseDecider.DemandOpen(context);
        var (thread, into) = (Note(state, command.Annotation), Note(state, command.Into));
        if (thread.Thread is not null || into.Thread is not null || thread.Id == into.Id)
            throw new RefusalException("bad-request", "A thread is merged into another one. Name the two notes that began them.");
        Staleness.Demand(command, thread.Changed);
        if (thread.IsGone || into.IsGone)
            throw new RefusalException("not-found", "The note that began one of the threads was removed or erased. Choose another.");
        if (thread.MergedInto is not null)
            throw new RefusalException("already", "The thread is merged already. Take that back first.");
        if (into.MergedInto is not null)
            throw new RefusalException("stale", "That thread is merged into another one by now. Merge into that.");
        if (state.Pins.Any(pin => pin.Annotation == thread.Id))
            throw new RefusalException("bad-request", "The thread is pinned, and a pin is for its point. Unpin it first, or merge the other one into it.");
        return [new(thread.Home, new ThreadMerged(thread.Id, into.Id), Words(command))];
    }

    private static ImmutableArray<Proposal> Unmerge(ClauseContext context, DocumentState state, UnmergeThread command)
    {
        Demand(context, command, "merge-threads");
        ClauseDecider.DemandOpen(context);
        var thread = Note(state, command.Annotation);
        Staleness.Demand(command, thread.Changed);
        if (thread.MergedInto is null)
            throw new RefusalException("already", "The thread stands by itself.");
        return [new(thread.Home, new ThreadUnmerged(thread.Id), Words(command))];
    }

    private static Annotation Note(DocumentState state, string id) =>
        AnnotationId.IsWellFormed(id) && !AnnotationId.IsPrivate(id) && !AnnotationId.IsSealed(id) && state.Find(id) is { } note
            ? note : throw new RefusalException("not-found", "There is no such note in this document.");
}
