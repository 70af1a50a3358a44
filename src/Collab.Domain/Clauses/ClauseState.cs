using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Events;
using Collab.Domain.Pins;
using Collab.Domain.Revisions;
using Collab.Domain.Stances;

namespace Collab.Domain.Clauses;

/// <summary>What one home holds: its annotations with their threads, and a clause's pins in order. The fold of the home's events.</summary>
public sealed record ClauseState
{
    public static readonly ClauseState Empty = new();

    public ImmutableDictionary<string, Annotation> Annotations { get; init; } = ImmutableDictionary<string, Annotation>.Empty;

    public ImmutableArray<Pin> Pins { get; init; } = [];

    /// <summary>What members hold of the clause, each once, in the order in which they took it first.</summary>
    public ImmutableArray<Stance> Stances { get; init; } = [];

    /// <summary>Of every stance that was ever taken on the clause, by its id: whether its reasons may be read.</summary>
    public ImmutableDictionary<string, StanceReason> StanceReasons { get; init; } = ImmutableDictionary<string, StanceReason>.Empty;

    public Stance? StanceOf(string member) => Stances.FirstOrDefault(stance => stance.Member == member);

    public Annotation? Find(string annotation) => Annotations.GetValueOrDefault(annotation);

    /// <summary>The state after the event. Events that do not concern a home leave it as it is.</summary>
    public ClauseState Apply(LogEvent e) => e.Data switch
    {
        AnnotationAdded added => Put(Added(e, added)),
        ReplyAdded reply => Put(Replied(e, reply)),
        AnnotationEdited edited => Change(edited, e, a => Edited(a, e, edited)),
        AnnotationDeleted deleted => Change(deleted, e, a => a with { State = AnnotationState.Deleted, Modified = e.Dated }),
        AnnotationHidden hidden => Change(hidden, e, a => a with { State = AnnotationState.Hidden, Reason = e.Words?.Reason, ReasonBy = SaidBy(e), HiddenWithOthers = false }),
        AnnotationShown shown => Change(shown, e, a => a with { State = AnnotationState.Shown, Reason = e.Words?.Reason, ReasonBy = SaidBy(e), HiddenWithOthers = false }),
        ThreadResolved resolved => Change(resolved, e, a => a with { Resolved = true, ThreadReason = e.Words?.Reason, ThreadReasonBy = SaidBy(e) }),
        ThreadReopened reopened => Change(reopened, e, a => a with { Resolved = false, ThreadReason = e.Words?.Reason, ThreadReasonBy = SaidBy(e) }),
        ThreadMerged merged => Change(merged, e, a => a with { MergedInto = merged.Into }),
        ThreadUnmerged unmerged => Change(unmerged, e, a => a with { MergedInto = null }),
        NoteKept kept => Change(kept, e, a => a with { Targets = [.. a.Targets.Select(target => ReviewQueue.IsUnplaced(target, kept.Revision) ? target with { Anchor = KeptFrom(target) } : target)] }),
        ReactionAdded reaction => Replace(reaction, a => a with { Reactions = With(a.Reactions, reaction.Emoji, e.Author) }),
        ReactionRemoved reaction => Replace(reaction, a => a with { Reactions = Without(a.Reactions, reaction.Emoji, e.Actor) }),
        ContentErased erased => this with
        {
            Annotations = Annotations.ToImmutableDictionary(a => a.Key, a => a.Value.Without(erased.Member)),
            Stances = [.. Stances.Select(stance => stance.After(erased.Member))],
        },
        MemberNotesHidden hidden => All(a => a.Creator == hidden.Member && a.State == AnnotationState.Shown,
            a => a with { State = AnnotationState.Hidden, Reason = e.Words?.Reason, ReasonBy = SaidBy(e), HiddenWithOthers = true, Changed = e.Seq }),
        MemberNotesShown shown => All(a => a.Creator == shown.Member && a is { HiddenWithOthers: true, State: AnnotationState.Hidden },
            a => a with { State = AnnotationState.Shown, Reason = null, ReasonBy = null, HiddenWithOthers = false, Changed = e.Seq }),
        StanceTaken taken => this with { Stances = Taken(e, taken), StanceReasons = StanceReasons.ContainsKey(taken.Stance) ? StanceReasons : StanceReasons.Add(taken.Stance, new StanceReason(taken.Stance, taken.Clause)) },
        StanceReasonEventData about => this with { StanceReasons = StanceReasons.SetItem(about.Stance, new StanceReason(about.Stance, about.Clause) { Hidden = about is StanceReasonHidden, Changed = Staleness.SeqOf(e) }) },
        StanceWithdrawn withdrawn => this with { Stances = Stances.RemoveAll(stance => stance.Id == withdrawn.Stance) },
        StancesSet => this with { Stances = [] },
        PinEventData pin => Touch(pin, e) with { Pins = Repin(pin, e) },
        _ => this,
    };

    /// <summary>The note was changed, by an event that another home may have folded: a pin at another point.</summary>
    public ClauseState Touch(AnnotationEventData data, LogEvent e) => Change(data, e, a => a);

    /// <summary>The notes in the next revision of the text.</summary>
    public ClauseState Retarget(Retargeting retargeting) => this with { Annotations = Annotations.ToImmutableDictionary(a => a.Key, a => retargeting.Of(a.Value)) };

    private static string? SaidBy(LogEvent e) => e.Words?.Reason is null ? null : e.Author;

    /// <summary>A note that was let out after the revision has no outcome of it: it came on the earlier text.</summary>
    private static Anchor KeptFrom(Target target) => (target.Anchor ?? new Anchor(AnchorState.Orphaned, Evidence.WordsGone, target.Revision)) with { Kept = true };

    private ClauseState Put(Annotation annotation) => this with { Annotations = Annotations.SetItem(annotation.Id, annotation) };

    private ClauseState Change(AnnotationEventData data, LogEvent e, Func<Annotation, Annotation> change) =>
        Replace(data, a => change(a) with { Changed = Staleness.SeqOf(e) });

    private ClauseState Replace(AnnotationEventData data, Func<Annotation, Annotation> change) =>
        Find(data.Annotation) is { } annotation ? Put(change(annotation)) : this;

    private ClauseState All(Predicate<Annotation> which, Func<Annotation, Annotation> change) => this with
    {
        Annotations = Annotations.SetItems(Annotations.Where(a => which(a.Value)).Select(a => KeyValuePair.Create(a.Key, change(a.Value)))),
    };

    private static Annotation Added(LogEvent e, AnnotationAdded added) => new()
    {
        Id = added.Annotation,
        Number = added.Number,
        Seq = e.Seq,
        Home = e.Clause,
        Creator = e.Author,
        Created = e.Dated,
        Modified = added.Original?.Modified,
        Version = added.Original?.Version ?? 1,
        Imported = BroughtIn(e, added),
        Targets = Place.Targets(added.Places, e.Words),
        Motivation = added.Motivation,
        Said = added.SaidBy is null && e.Words?.SaidBy is null ? null : new Said(added.SaidBy, e.Words?.SaidBy),
        Stance = added.Stance,
        Body = e.Words?.Body is { } text ? new Body(text) : null,
        Tags = e.Words?.Tags ?? [],
    };

    private Annotation Replied(LogEvent e, ReplyAdded reply) => new()
    {
        Id = reply.Annotation,
        Number = reply.Number,
        Seq = e.Seq,
        Home = e.Clause,
        Creator = e.Author,
        Created = e.Dated,
        Modified = reply.Original?.Modified,
        Version = reply.Original?.Version ?? 1,
        Imported = BroughtIn(e, reply),
        Motivation = Motivations.Replying,
        Body = e.Words?.Body is { } text ? new Body(text) : null,
        Tags = e.Words?.Tags ?? [],
        ReplyTo = reply.ReplyTo,
        Thread = reply.Thread,
        Depth = (Find(reply.ReplyTo)?.Depth ?? 0) + 1,
    };

    private static Imported? BroughtIn(LogEvent e, AnnotationEventData data) => data.Original is { } original ? new Imported(e.Actor, e.At, original.Source) : null;

    private static Annotation Edited(Annotation before, LogEvent e, AnnotationEdited edited) => before with
    {
        Version = edited.Version,
        Modified = e.Dated,
        ModifiedBy = e.Author == before.Creator ? null : e.Author,
        Body = e.Words?.Body is { } text ? new Body(text) : before.Body,
        Tags = e.Words?.Tags ?? before.Tags,
        Targets = edited.Places is { } places ? Place.Targets(places, e.Words) : before.Targets,
        History = before.History.Add(Wording.Of(before)),
    };

    private static ImmutableArray<Reaction> With(ImmutableArray<Reaction> reactions, string emoji, string member)
    {
        foreach (var reaction in reactions)
        {
            if (reaction.Emoji == emoji)
                return reactions.Replace(reaction, reaction with { Members = reaction.Members.Remove(member).Add(member) });
        }

        return reactions.Add(new Reaction(emoji, [member]));
    }

    private static ImmutableArray<Reaction> Without(ImmutableArray<Reaction> reactions, string emoji, string member) =>
        [.. reactions.Select(r => r.Emoji == emoji ? r with { Members = r.Members.Remove(member) } : r).Where(r => r.Members.Length > 0)];

    private ImmutableArray<Stance> Taken(LogEvent e, StanceTaken taken)
    {
        var stance = new Stance
        {
            Id = taken.Stance,
            Clause = taken.Clause,
            Member = e.Actor,
            Anonymous = taken.Anonymous,
            Choice = taken.Choice,
            Reason = e.Words?.Reason,
            At = e.At,
            Seq = Staleness.SeqOf(e),
        };
        var before = Stances.FirstOrDefault(held => held.Id == stance.Id);
        return before is null
            ? Stances.Add(stance)
            : Stances.Replace(before, stance with { History = before.History.Add(new FormerStance(before.Choice, before.At, e.At, before.Reason)) });
    }

    private ImmutableArray<Pin> Repin(PinEventData data, LogEvent e)
    {
        var at = Pins.FirstOrDefault(p => p.Annotation == data.Annotation && p.Clause == data.Clause);
        var others = at is null ? Pins : Pins.Remove(at);
        return data switch
        {
            PinPlaced placed => Insert(others, placed.Order, new Pin(placed.Annotation, placed.Clause, e.Author, e.Dated, e.Seq, placed.Supersedes)),
            PinMoved moved when at is not null => Insert(others, moved.Order, at),
            _ => others,
        };
    }

    private static ImmutableArray<Pin> Insert(ImmutableArray<Pin> pins, int order, Pin pin) => pins.Insert(Math.Clamp(order, 0, pins.Length), pin);
}
