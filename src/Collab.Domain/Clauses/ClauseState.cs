using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Events;
using Collab.Domain.Pins;

namespace Collab.Domain.Clauses;

/// <summary>What one home holds: its annotations with their threads, and a clause's pins in order. The fold of the home's events.</summary>
public sealed record ClauseState
{
    public static readonly ClauseState Empty = new();

    public ImmutableDictionary<string, Annotation> Annotations { get; init; } = ImmutableDictionary<string, Annotation>.Empty;

    public ImmutableArray<Pin> Pins { get; init; } = [];

    public Annotation? Find(string annotation) => Annotations.GetValueOrDefault(annotation);

    /// <summary>The state after the event. Events that do not concern a home leave it as it is.</summary>
    public ClauseState Apply(LogEvent e) => e.Data switch
    {
        AnnotationAdded added => Put(Added(e, added)),
        ReplyAdded reply => Put(Replied(e, reply)),
        AnnotationEdited edited => Change(edited, a => Edited(a, e, edited)),
        AnnotationDeleted deleted => Change(deleted, a => a with { State = AnnotationState.Deleted, Modified = e.At }),
        AnnotationHidden hidden => Change(hidden, a => a with { State = AnnotationState.Hidden, Reason = e.Words?.Reason, ReasonBy = SaidBy(e) }),
        AnnotationShown shown => Change(shown, a => a with { State = AnnotationState.Shown, Reason = e.Words?.Reason, ReasonBy = SaidBy(e) }),
        ThreadResolved resolved => Change(resolved, a => a with { Resolved = true, ThreadReason = e.Words?.Reason, ThreadReasonBy = SaidBy(e) }),
        ThreadReopened reopened => Change(reopened, a => a with { Resolved = false, ThreadReason = e.Words?.Reason, ThreadReasonBy = SaidBy(e) }),
        ReactionAdded reaction => Change(reaction, a => a with { Reactions = With(a.Reactions, reaction.Emoji, e.Actor) }),
        ReactionRemoved reaction => Change(reaction, a => a with { Reactions = Without(a.Reactions, reaction.Emoji, e.Actor) }),
        ContentErased erased => this with { Annotations = Annotations.ToImmutableDictionary(a => a.Key, a => a.Value.Without(erased.Member)) },
        PinEventData pin => this with { Pins = Repin(pin, e) },
        _ => this,
    };

    private static string? SaidBy(LogEvent e) => e.Words?.Reason is null ? null : e.Actor;

    private ClauseState Put(Annotation annotation) => this with { Annotations = Annotations.SetItem(annotation.Id, annotation) };

    private ClauseState Change(AnnotationEventData data, Func<Annotation, Annotation> change) =>
        Find(data.Annotation) is { } annotation ? Put(change(annotation)) : this;

    private static Annotation Added(LogEvent e, AnnotationAdded added) => new()
    {
        Id = added.Annotation,
        Number = added.Number,
        Seq = e.Seq,
        Home = e.Clause,
        Creator = e.Actor,
        Created = e.At,
        Targets = Place.Targets(added.Places, e.Words),
        Motivation = added.Motivation,
        Body = e.Words?.Body is { } text ? new Body(text) : null,
        Tags = e.Words?.Tags ?? [],
    };

    private Annotation Replied(LogEvent e, ReplyAdded reply) => new()
    {
        Id = reply.Annotation,
        Number = reply.Number,
        Seq = e.Seq,
        Home = e.Clause,
        Creator = e.Actor,
        Created = e.At,
        Motivation = Motivations.Replying,
        Body = e.Words?.Body is { } text ? new Body(text) : null,
        Tags = e.Words?.Tags ?? [],
        ReplyTo = reply.ReplyTo,
        Thread = reply.Thread,
        Depth = (Find(reply.ReplyTo)?.Depth ?? 0) + 1,
    };

    private static Annotation Edited(Annotation before, LogEvent e, AnnotationEdited edited) => before with
    {
        Version = edited.Version,
        Modified = e.At,
        ModifiedBy = e.Actor == before.Creator ? null : e.Actor,
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

    private ImmutableArray<Pin> Repin(PinEventData data, LogEvent e)
    {
        var at = Pins.FirstOrDefault(p => p.Annotation == data.Annotation && p.Clause == data.Clause);
        var others = at is null ? Pins : Pins.Remove(at);
        return data switch
        {
            PinPlaced placed => Insert(others, placed.Order, new Pin(placed.Annotation, placed.Clause, e.Actor, e.At, e.Seq, placed.Supersedes)),
            PinMoved moved when at is not null => Insert(others, moved.Order, at),
            _ => others,
        };
    }

    private static ImmutableArray<Pin> Insert(ImmutableArray<Pin> pins, int order, Pin pin) => pins.Insert(Math.Clamp(order, 0, pins.Length), pin);
}
