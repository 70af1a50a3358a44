using System.Collections.Immutable;
using Collab.Domain.Clauses;
using Collab.Domain.Events;

namespace Collab.Domain.Queue;

/// <summary>What moderators are asked to decide about one document, and what they decided: the fold of its sealed log, without the words of notes.</summary>
public sealed record QueueState
{
    public static readonly QueueState Empty = new();

    /// <summary>The document's notes that were flagged.</summary>
    public ImmutableDictionary<string, FlaggedNote> Flagged { get; init; } = ImmutableDictionary<string, FlaggedNote>.Empty;

    /// <summary>The log's own notes.</summary>
    public ImmutableDictionary<string, WaitingNote> Notes { get; init; } = ImmutableDictionary<string, WaitingNote>.Empty;

    /// <summary>Whether the round whose notes these are is over, or about to be: no note is taken any more.</summary>
    public bool Ended { get; init; }

    public QueueState Apply(LogEvent e) => e.Data switch
    {
        RoundEnded => this with { Ended = true },
        AnnotationAdded or ReplyAdded => this with { Notes = Notes.SetItem(((AnnotationEventData)e.Data).Annotation, new WaitingNote(e.Command, e.Words?.Request ?? "") { Changed = Staleness.SeqOf(e) }) },
        AnnotationEdited or AnnotationDeleted => Change((AnnotationEventData)e.Data, e, note => note),
        // What a moderator has looked at is as it was: Changed stays.
        ApprovalBegun or ApprovalRefused => Leave((AnnotationEventData)e.Data, e.Data is ApprovalBegun),
        NoteApproved approved => Change(approved, e, note => note with { State = WaitingState.Approved, Leaving = false, Ruling = RulingOf(e), Published = approved.Published, Number = approved.Number }),
        NoteRejected rejected => Change(rejected, e, note => note with { State = WaitingState.Rejected, Ruling = RulingOf(e) }),
        RejectionWithdrawn withdrawn => Change(withdrawn, e, note => note with { State = WaitingState.Waiting, Ruling = null }),
        NoteFlagged flagged => Flag(flagged, e, note => note with { Flags = note.Flags.Add(new Flag(e.Actor, e.At, e.Words?.Reason)), Dismissed = null }),
        NoteUnflagged flagged => Flag(flagged, e, note => note with { Flags = note.Flags.RemoveAll(flag => flag.Member == e.Actor) }),
        FlagsDismissed flagged => Flag(flagged, e, note => note with { Dismissed = RulingOf(e) }),
        FlagsReopened flagged => Flag(flagged, e, note => note with { Dismissed = null }),
        ContentErased erased => Without(erased.Member),
        _ => this,
    };

    private static Ruling RulingOf(LogEvent e) => new(e.Actor, e.At, e.Words?.Reason);

    private QueueState Change(AnnotationEventData data, LogEvent e, Func<WaitingNote, WaitingNote> change) =>
        Notes.TryGetValue(data.Annotation, out var note) ? this with { Notes = Notes.SetItem(data.Annotation, change(note) with { Changed = Staleness.SeqOf(e) }) } : this;

    private QueueState Leave(AnnotationEventData data, bool leaving) =>
        Notes.TryGetValue(data.Annotation, out var note) ? this with { Notes = Notes.SetItem(data.Annotation, note with { Leaving = leaving }) } : this;

    private QueueState Flag(AnnotationEventData data, LogEvent e, Func<FlaggedNote, FlaggedNote> change) =>
        this with { Flagged = Flagged.SetItem(data.Annotation, change(Flagged.GetValueOrDefault(data.Annotation, new FlaggedNote())) with { Changed = Staleness.SeqOf(e) }) };

    /// <summary>Without the reasons that a member gave: that there were flags and decisions, by whom and when, stays.</summary>
    private QueueState Without(string member) => this with
    {
        Flagged = Flagged.ToImmutableDictionary(note => note.Key, note => note.Value with
        {
            Flags = [.. note.Value.Flags.Select(flag => flag.Member == member ? flag with { Reason = null } : flag)],
            Dismissed = Unsaid(note.Value.Dismissed, member),
        }),
        Notes = Notes.ToImmutableDictionary(note => note.Key, note => note.Value with { Request = "", Ruling = Unsaid(note.Value.Ruling, member) }),
    };

    private static Ruling? Unsaid(Ruling? ruling, string member) => ruling?.By == member ? ruling with { Reason = null } : ruling;
}
