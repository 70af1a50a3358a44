using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Clauses;
using Collab.Domain.Events;
using Collab.Domain.Pins;
using Collab.Domain.Revisions;
using Collab.Domain.Stances;

namespace Collab.Domain.Documents;

/// <summary>A document at some seq: the fold of its log. Immutable, so that whoever holds one can read it while the next is made.</summary>
public sealed partial record DocumentState
{
    public required DocumentHeader Header { get; init; }

    /// <summary>The notes of the document's own home: those on the whole text or on several clauses. It has no pins: a pin is its clause's.</summary>
    public ClauseState Own { get; init; } = ClauseState.Empty;

    /// <summary>The notes of each clause that has any.</summary>
    public ImmutableDictionary<string, ClauseState> ByClause { get; init; } = ImmutableDictionary<string, ClauseState>.Empty;

    /// <summary>What is not gone, in the order in which it came: a page of it is found without looking at all.</summary>
    public ImmutableSortedSet<PresentNote> Present { get; init; } = [];

    public static DocumentState New(string id, string epoch) => new() { Header = new DocumentHeader { Id = id, Epoch = epoch } };

    public ClauseState At(string? clause) => clause is null ? Own : ByClause.GetValueOrDefault(clause, ClauseState.Empty);

    public Annotation? Find(string annotation) => At(AnnotationId.HomeOf(annotation)).Find(annotation);

    /// <summary>The note under which a note stands: of a merged thread, the one that began the other.</summary>
    public string TopOf(string annotation) => Upwards(annotation).LastOrDefault()?.Id ?? annotation;

    /// <summary>All annotations, in no order.</summary>
    public IEnumerable<Annotation> Annotations => ByClause.Values.Prepend(Own).SelectMany(home => home.Annotations.Values);

    /// <summary>The pins of every clause in the order of the text, each clause's in their own; then those of clauses that are gone.</summary>
    public IEnumerable<Pin> Pins => Header.EveryClause.SelectMany(clause => At(clause.Id).Pins);

    /// <summary>The stances on every clause, in the order in which they were taken as they are.</summary>
    public IEnumerable<Stance> Stances => ByClause.Values.SelectMany(home => home.Stances).OrderBy(stance => stance.Seq);

    public DocumentState Apply(LogEvent e)
    {
        var next = this with { Header = Header.Apply(e) };
        if (e.Data is ContentErased or MemberNotesHidden or MemberNotesShown or StancesSet)
        {
            next = next with { Own = Own.Apply(e), ByClause = ByClause.ToImmutableDictionary(home => home.Key, home => home.Value.Apply(e)) };
            return e.Data is ContentErased ? next with { Present = PresentOf(next.Annotations) } : next;
        }

        if (e.Data is TextRevised revised)
        {
            var retargeting = new Retargeting(Header.Id, revised);
            return next with { Own = Own.Retarget(retargeting), ByClause = ByClause.ToImmutableDictionary(home => home.Key, home => home.Value.Retarget(retargeting)) };
        }

        if (e.Data is not (AnnotationEventData or StanceEventData or StanceReasonEventData))
            return next;
        // Threads that stand under one another stand nowhere. A file could once say so, and the logs that took it are kept.
        if (e.Data is ThreadMerged merged && Upwards(merged.Into).Any(note => note.Id == merged.Annotation))
            return next;
        next = next.With(e.Clause, At(e.Clause).Apply(e)) with { Present = PresentAfter(e) };
        // A note that is away from its home is pinned at other points.
        return e.Data is PinEventData pin && AnnotationId.HomeOf(pin.Annotation) is var home && home != e.Clause ? next.With(home, At(home).Touch(pin, e)) : next;
    }

    /// <summary>With something of members that the log could not be told: its seq stays, and what is erased is not shown.</summary>
    public DocumentState Ahead(LogEvent e)
    {
        var header = Header.Told(e) with { IsAhead = true };
        return e.Data is ContentErased ? Apply(e) with { Header = header with { Erased = Header.Seq + 1 } } : this with { Header = header };
    }

    private ImmutableSortedSet<PresentNote> PresentAfter(LogEvent e) => e.Data switch
    {
        AnnotationAdded or ReplyAdded => Present.Add(new(e.Seq, ((AnnotationEventData)e.Data).Annotation)),
        AnnotationDeleted deleted when Find(deleted.Annotation) is { } gone => Present.Remove(new(gone.Seq, gone.Id)),
        _ => Present,
    };

    private static ImmutableSortedSet<PresentNote> PresentOf(IEnumerable<Annotation> notes) => [.. notes.Where(note => !note.IsGone).Select(note => new PresentNote(note.Seq, note.Id))];

    /// <summary>A note, then what it stands under, and what that stands under.</summary>
    private ImmutableArray<Annotation> Upwards(string annotation)
    {
        var notes = ImmutableArray.CreateBuilder<Annotation>();
        for (var note = Find(annotation); note is not null; note = (note.Thread ?? note.MergedInto) is { } above ? Find(above) : null)
            notes.Add(note);
        return notes.ToImmutable();
    }

    private DocumentState With(string? clause, ClauseState home) =>
        clause is null ? this with { Own = home } : this with { ByClause = ByClause.SetItem(clause, home) };

    public DocumentState Apply(IEnumerable<LogEvent> events) => events.Aggregate(this, (state, e) => state.Apply(e));
}
