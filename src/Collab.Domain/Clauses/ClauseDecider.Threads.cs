using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Events;

namespace Collab.Domain.Clauses;

public static partial class ClauseDecider
{
    /// <summary>Deepest reply: deeper ones would be unreadable on a phone and unbounded in every renderer.</summary>
    public const int MaxDepth = 32;

    private static ImmutableArray<Proposal> Reply(ClauseContext context, ClauseState state, AddReply command)
    {
        DemandWriter(context, command, "reply", command.ApprovedBy);
        var named = Existing(state, command.Annotation);
        var thread = named.Thread ?? named.Id;
        DemandOpen(context);
        DemandUnlocked(context, command, ClausesOf(state, named), command.Override);
        var parent = command.Parent is null ? named : state.Find(command.Parent);
        if (parent is null || (parent.Thread ?? parent.Id) != thread)
            throw new RefusalException("unknown-parent", "The note that this answers is not in that thread.");
        if (parent.Depth >= MaxDepth)
            throw new RefusalException("too-nested", "The thread is nested as deep as it goes. Answer a note further up.");
        var added = new ReplyAdded(AnnotationId.New(named.Home), 0, parent.Id, thread);
        var words = Answer(command);
        DemandApproved(context, command, command.ApprovedBy, command.IsNew);
        return [new(named.Home, added, words)];
    }

    /// <summary>A reply that not everyone may see yet. Its clause has refused it for no other reason than that, and decides it again when it is to be seen.</summary>
    /// <param name="log">The name of the sealed log.</param>
    public static ImmutableArray<Proposal> ReplySealed(ClauseContext context, AddReply command, string log)
    {
        Demand(context, command, "reply");
        DemandOpen(context);
        return [new(null, new ReplyAdded(AnnotationId.NewSealed(log), 0, command.Parent ?? command.Annotation, command.Annotation), Answer(command))];
    }

    private static Words Answer(AddReply command) =>
        WordRules.Note(new Words { Body = WordRules.Body(command.Text), Tags = WordRules.Tags(command.Tags), Foreign = Foreign.OrNone(ForeignRules.Check(command.Foreign)), Request = command.Request });

    private static ImmutableArray<Proposal> Settle(ClauseContext context, ClauseState state, AnnotationCommand command, string? reason, bool resolved)
    {
        var annotation = Existing(state, command.Annotation);
        Demand(context, command, "resolve", annotation.Creator == command.Actor);
        DemandOpen(context);
        if (annotation.Thread is not null)
            throw new RefusalException("bad-request", "A thread is resolved at the note that began it.");
        Staleness.Demand(command, annotation.Changed);
        if (annotation.Resolved == resolved)
            throw new RefusalException("already", resolved ? "The thread is resolved already." : "The thread is not resolved.");
        EventData data = resolved ? new ThreadResolved(annotation.Id) : new ThreadReopened(annotation.Id);
        return [new(annotation.Home, data, new Words { Reason = WordRules.Reason(reason), Request = command.Request })];
    }
}
