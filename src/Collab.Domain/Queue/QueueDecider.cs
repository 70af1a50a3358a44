using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Rounds;

namespace Collab.Domain.Queue;

/// <summary>Decides what happens in a sealed log: what waits there and what is flagged. Pure, as <see cref="ClauseDecider"/> is.</summary>
public static class QueueDecider
{
    /// <param name="log">The log's name: the ids of its notes lead to it.</param>
    /// <param name="notes">The log's own notes.</param>
    /// <exception cref="RefusalException">The rules refuse the command.</exception>
    public static ImmutableArray<Proposal> Decide(ClauseContext context, string log, ClauseState notes, QueueState queue, Command command)
    {
        if (AnnotationId.IsRoundLog(log))
            DemandInRound(context, log, notes, queue, command);
        if (log == AnnotationId.DraftsLog)
            DemandDraft(context, command);
        switch (command)
        {
            case EndRound:
                return queue.Ended ? [] : [new(null, new RoundEnded())];
            case AddAnnotation add:
                return ClauseDecider.AddSealed(context, add, log);
            case AddReply reply:
                return ClauseDecider.ReplySealed(context, reply, log);
            case EditAnnotation edit:
                Demand(Visible(context, notes, queue, edit), WaitingState.Waiting);
                return ClauseDecider.Decide(context, notes, edit);
            case DeleteAnnotation delete:
                var removed = Visible(context, notes, queue, delete);
                if (removed.State == WaitingState.Approved)
                    throw Approved;
                DemandHere(removed);
                return ClauseDecider.Decide(context, notes, delete);
            case RejectNote reject:
                return Reject(context, notes, queue, reject);
            case FlagAnnotation flag:
                return Flag(context, queue, flag);
            case DismissFlags dismiss:
                return Dismiss(context, queue, dismiss);
            default:
                throw new RefusalException("bad-request", "A note that not everyone sees yet can be written, edited, deleted and decided about, and nothing else.");
        }
    }

    /// <summary>Sends a note on its way into the document, if the moderator may let it out now. One whose approval was cut short is on its way already.</summary>
    /// <exception cref="RefusalException">The rules refuse it.</exception>
    public static ImmutableArray<Proposal> Begin(ClauseContext context, ClauseState notes, QueueState queue, ApproveNote command)
    {
        PermissionTable.Demand("approve", ClauseDecider.RoleOf(context, command.Actor));
        var note = Visible(context, notes, queue, command);
        DemandState(note, WaitingState.Waiting);
        Staleness.Demand(command, note.Changed);
        return note.Leaving ? [] : [new(null, new ApprovalBegun(command.Annotation))];
    }

    /// <summary>Notes that it is in the document, unless that is noted.</summary>
    /// <exception cref="RefusalException"><c>already</c>: another moderator was first.</exception>
    public static ImmutableArray<Proposal> End(QueueState queue, ApproveNote command, CommandOutcome outcome)
    {
        DemandState(queue.Notes[command.Annotation], WaitingState.Waiting);
        return [new(null, new NoteApproved(command.Annotation, outcome.Id!, outcome.Number!.Value, outcome.Seq), new Words { Request = command.Request })];
    }

    /// <summary>The stance for which a note is let out: its own, or none where the moderator says so and the scale has changed since.</summary>
    public static string? StanceOf(Annotation words, ClauseContext context, ApproveNote command) =>
        command.WithoutStance && words.Stance is { } stance && !context.Stances.Scale.Contains(stance) ? null : words.Stance;

    /// <summary>What a moderator is told whom the document has refused a note, since what it speaks for can be taken no longer.</summary>
    public static RefusalException StanceGone(string stance) =>
        new("not-on-scale", $"The note speaks for the stance “{stance}”, which can be taken here no longer. Approve it without its stance, or reject it and say why.");

    /// <summary>The author's own command again, now with a moderator's word: the document decides it anew.</summary>
    /// <param name="stance">For which it is to speak.</param>
    public static Command Release(WaitingNote note, Annotation words, string moderator, string? stance) => words.ReplyTo is { } parent
        ? new AddReply
        {
            CommandId = note.Command,
            Actor = words.Creator,
            Request = note.Request,
            Annotation = words.Thread!,
            Parent = parent,
            Text = words.Body?.Text ?? "",
            Tags = words.Tags,
            Foreign = words.Foreign,
            ApprovedBy = moderator,
        }
        : new AddAnnotation
        {
            CommandId = note.Command,
            Actor = words.Creator,
            Request = note.Request,
            Targets = [.. words.Targets.Select(target => new TargetRequest(target.Clause, target.Revision, target.Quote, target.Position, target.Edition))],
            Text = words.Body?.Text ?? "",
            Motivation = words.Motivation,
            Tags = words.Tags,
            Foreign = words.Foreign,
            Said = words.Said,
            Stance = stance,
            ApprovedBy = moderator,
            // Whoever prepares a pin means it, wherever its point is locked by then.
            Pin = AnnotationId.IsDraft(words.Id),
            Override = AnnotationId.IsDraft(words.Id),
        };

    /// <summary>In a blind round members write, change and delete what is their own, until it is over; of what was cancelled they delete what they like.</summary>
    private static void DemandInRound(ClauseContext context, string log, ClauseState notes, QueueState queue, Command command)
    {
        var round = context.Rounds.FirstOrDefault(round => AnnotationId.RoundLog(round.Id) == log) ?? throw NoSuchNote;
        // A moderator is as blind as everybody.
        if (command is AnnotationCommand about && (command is not (EditAnnotation or DeleteAnnotation) || notes.Find(about.Annotation) is not { IsGone: false } note || note.Creator != command.Actor))
            throw NoSuchNote;
        if (command is AddAnnotation add && add.Home != round.Clause)
            throw new RefusalException("in-round", "The round is about another point. Look which point it is, and write there.");
        if (command is EditAnnotation { Targets: { } targets } && AddAnnotation.OnlyClause(targets) != round.Clause)
            throw new RefusalException("in-round", "A note of a blind round stays at the round's point until the round is over.");
        // Of a log that was damaged the document alone says that the round is over.
        if (command is EndRound || (!queue.Ended && round.State == RoundState.Open) || (command is DeleteAnnotation && round.State == RoundState.Cancelled))
            return;
        throw round.State == RoundState.Open
            ? new RefusalException("in-round", "This blind round is just being ended. Send it again in a moment.")
            : new RefusalException("already", "The blind round is over. Look at the point for what was revealed.");
    }

    /// <summary>What is prepared for a session is commentary on one point, by somebody who pins.</summary>
    private static void DemandDraft(ClauseContext context, Command command)
    {
        if (command is AddAnnotation)
            PermissionTable.Demand("pin", ClauseDecider.RoleOf(context, command.Actor));
        if (command is AddAnnotation { Said: null, Stance: null, Home: not null } or EditAnnotation { Targets: null } or DeleteAnnotation
            || (command is EditAnnotation { Targets: { } targets } && AddAnnotation.OnlyClause(targets) is not null))
            return;
        throw new RefusalException("bad-request", "A draft pin is commentary on one point, and nobody’s that was said aloud. Give it targets in that point alone, without “said” and “stance”.");
    }

    private static ImmutableArray<Proposal> Reject(ClauseContext context, ClauseState notes, QueueState queue, RejectNote command)
    {
        PermissionTable.Demand("approve", ClauseDecider.RoleOf(context, command.Actor));
        var note = Visible(context, notes, queue, command);
        Demand(note, command.On ? WaitingState.Waiting : WaitingState.Rejected);
        Staleness.Demand(command, note.Changed);
        EventData data = command.On ? new NoteRejected(command.Annotation) : new RejectionWithdrawn(command.Annotation);
        return [new(null, data, Said(command, command.Reason))];
    }

    private static ImmutableArray<Proposal> Flag(ClauseContext context, QueueState queue, FlagAnnotation command)
    {
        PermissionTable.Demand("flag", ClauseDecider.RoleOf(context, command.Actor));
        var reason = WordRules.Reason(command.Reason);
        var flagged = queue.Flagged.GetValueOrDefault(command.Annotation)?.Flags.Any(flag => flag.Member == command.Actor) == true;
        if (flagged == command.On)
            return []; // It is so already: the same answer, and moderators are not told twice.
        EventData data = command.On ? new NoteFlagged(command.Annotation) : new NoteUnflagged(command.Annotation);
        return [new(null, data, new Words { Reason = reason, Request = command.Request })];
    }

    private static ImmutableArray<Proposal> Dismiss(ClauseContext context, QueueState queue, DismissFlags command)
    {
        PermissionTable.Demand("see-queue", ClauseDecider.RoleOf(context, command.Actor));
        if (queue.Flagged.GetValueOrDefault(command.Annotation) is not { Flags.Length: > 0 } note)
            throw new RefusalException("not-found", "Nobody has flagged this note.");
        Staleness.Demand(command, note.Changed);
        if (note.Dismissed is not null == command.On)
            throw new RefusalException("already", command.On ? "The flags are dismissed already." : "The flags are not dismissed.");
        EventData data = command.On ? new FlagsDismissed(command.Annotation) : new FlagsReopened(command.Annotation);
        return [new(null, data, Said(command, command.Reason))];
    }

    private static Words Said(Command command, string? reason) => new() { Reason = WordRules.Reason(reason), Request = command.Request };

    /// <summary>To whoever is neither its author nor a moderator a waiting note does not exist.</summary>
    private static WaitingNote Visible(ClauseContext context, ClauseState notes, QueueState queue, AnnotationCommand command) =>
        notes.Find(command.Annotation) is { IsGone: false } note && queue.Notes.TryGetValue(note.Id, out var waiting)
        && (note.Creator == command.Actor || PermissionTable.For("see-queue", ClauseDecider.RoleOf(context, command.Actor)).Kind == VerdictKind.Yes)
            ? waiting
            : throw NoSuchNote;

    private static void Demand(WaitingNote note, WaitingState state)
    {
        DemandState(note, state);
        DemandHere(note);
    }

    private static void DemandHere(WaitingNote note)
    {
        if (note.Leaving)
            throw new RefusalException("already", "The note is being approved. Look again; where it waits still, a moderator approves it once more.");
    }

    private static void DemandState(WaitingNote note, WaitingState state)
    {
        if (note.State == state)
            return;
        throw note.State switch
        {
            WaitingState.Approved => Approved,
            WaitingState.Rejected => new RefusalException("already", "A moderator has rejected this note. A moderator can take that back."),
            _ => new RefusalException("already", "The note waits: it is not rejected."),
        };
    }

    private static RefusalException NoSuchNote => new("not-found", "There is no such note in this document.");

    private static RefusalException Approved => new("already", "The note was approved and is in the document. Act on it there.");
}
