using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Rounds;
using Collab.Domain.Seminars;

namespace Collab.Domain.Clauses;

public static partial class ClauseDecider
{
    /// <summary>Most targets of one note.</summary>
    public const int MaxTargets = 32;

    private static ImmutableArray<Proposal> Add(ClauseContext context, ClauseState state, AddAnnotation command)
    {
        DemandWriter(context, command, "annotate", command.ApprovedBy);
        if (command.Pin)
            Demand(context, command, "pin");
        if (command.ApprovedBy is null)
            DemandScribe(context, command);
        DemandOpen(context);
        DemandUnlocked(context, command, command.Targets.Select(t => t.Clause), command.Override);
        var id = AnnotationId.New(command.Home);
        var added = Added(context, command, id, out var words);
        DemandOutOfRounds(context, command);
        DemandApproved(context, command, command.ApprovedBy, command.IsNew);
        if (!command.Pin)
            return [new(command.Home, added, words)];
        var clause = command.Home ?? throw new RefusalException("bad-request", "A new note is pinned to one point: give it targets in that point alone.");
        return [new(clause, added, words), new(clause, new PinPlaced(id, clause, state.Pins.Length))];
    }

    /// <summary>A private note: anyone who may read the text may write one, open or closed, locked or not.</summary>
    public static ImmutableArray<Proposal> AddPrivate(ClauseContext context, AddAnnotation command)
    {
        PermissionTable.Demand("write-private-note", RoleOf(context, command.Actor));
        if (command.Said is not null || command.Stance is not null)
            throw new RefusalException("bad-request", "A private note is nobody's but yours: it has neither “said” nor “stance”.");
        return [new(null, Added(context, command, AnnotationId.NewPrivate(), out var words), words)];
    }

    /// <summary>A note that not everyone may see yet: whoever may annotate there now may write it, and it is decided again when it is to be seen.</summary>
    /// <param name="log">The name of the sealed log.</param>
    public static ImmutableArray<Proposal> AddSealed(ClauseContext context, AddAnnotation command, string log)
    {
        Demand(context, command, "annotate");
        DemandScribe(context, command);
        DemandOpen(context);
        DemandUnlocked(context, command, command.Targets.Select(t => t.Clause), command.Override);
        return [new(null, Added(context, command, AnnotationId.NewSealed(log), out var words), words)];
    }

    private static AnnotationAdded Added(ClauseContext context, AddAnnotation command, string id, out Words words)
    {
        if (!Motivations.All.Contains(command.Motivation))
            throw new RefusalException("bad-request", "The motivation is none of the Web Annotation vocabulary.");
        var targets = Resolve(context, command.Targets, mayBeFormer: command is { ApprovedBy: not null, Pin: false });
        var (member, name) = SaidBy(context, command.Said);
        if (command.Stance is { } stance)
            DemandHeld(context, command, stance);
        // A bare highlight says nothing beyond its passage.
        var body = command.Motivation == "highlighting" && command.Text.Length == 0 ? null : WordRules.Body(command.Text);
        words = WordRules.Note(new Words { Body = body, Tags = WordRules.Tags(command.Tags), SaidBy = name, Quotes = Quotes(targets), Foreign = Foreign.OrNone(ForeignRules.Check(command.Foreign)), Request = command.Request });
        return new AnnotationAdded(id, 0, [.. targets.Select(Place.Of)], command.Motivation, member, command.Stance);
    }

    private static void DemandScribe(ClauseContext context, AddAnnotation command)
    {
        if (command.Said is not null && context.Scribe != command.Actor)
            Demand(context, command, "note-aloud");
    }

    /// <summary>A member, or a name as one types it.</summary>
    private static (string? Member, string? Name) SaidBy(ClauseContext context, Said? said) => said switch
    {
        null => (null, null),
        { Member: { } member, Speaker: null } => context.Members.ContainsKey(member) ? (member, null) : throw new RefusalException("not-found", "There is no such member here. Give a name instead."),
        { Member: null, Speaker: { } name } => (null, DisplayName.Check(name)),
        _ => throw new RefusalException("bad-request", "Who said it is a member or a name: send one of the two."),
    };

    /// <summary>A note speaks for a stance on the one point that it is about.</summary>
    private static void DemandHeld(ClauseContext context, AddAnnotation command, string stance)
    {
        if (command.Home is null)
            throw new RefusalException("bad-request", "A note that speaks for a stance is about one point: give it targets in that point alone.");
        if (!context.Stances.Scale.Contains(stance))
            throw NotOnScale(context.Stances.Scale);
    }

    private static ImmutableArray<Proposal> Edit(ClauseContext context, ClauseState state, EditAnnotation command)
    {
        var annotation = Existing(state, command.Annotation);
        // A reply is no thread to be moved: it is edited, by its author alone.
        Demand(context, command, command.IsMove && annotation.Thread is null ? "move-annotation" : "edit-annotation", annotation.Creator == command.Actor);
        if (annotation.IsGone)
            throw Gone;
        if (!AnnotationId.IsPrivate(annotation.Id))
        {
            DemandOpen(context);
            DemandUnlocked(context, command, [.. ClausesOf(state, annotation), .. command.Targets?.Select(t => t.Clause) ?? []], command.Override);
            // Else what was approved would be followed by what nobody has seen.
            if (command is not { Text: null, Tags: null, Foreign: null } && !AnnotationId.IsQueued(annotation.Id) && Waits(context, command.Actor))
                throw new RefusalException("waiting", "Notes wait for a moderator here, so what everybody reads already is not reworded. Remove it and write another, which then waits.");
        }

        if (command is { Text: null, Tags: null, Targets: null, Foreign: null })
            throw new RefusalException("bad-request", "There is nothing to change. Send a body, tags or targets.");
        if (command.Targets is not null && annotation.Thread is not null)
            throw new RefusalException("bad-request", "A reply stands where its thread does. Move the note that began it.");
        if (command.Version != annotation.Version)
            throw Changed(annotation);
        var targets = command.Targets is { } requested ? Resolve(context, requested, annotation.Targets) : default(ImmutableArray<Target>?);
        if (command.Targets is { } moved && !AnnotationId.IsSealed(annotation.Id) && moved.Any(t => Round.OpenAt(context.Rounds, t.Clause) is not null && annotation.Targets.All(now => now.Clause != t.Clause)))
            throw InRound("A blind round is open at that point. Move the note there when the round is over.");
        var words = WordRules.Note(new Words
        {
            Body = command.Text is { } text ? WordRules.Body(text) : null,
            Tags = command.Tags is { } tags ? WordRules.Tags(tags) : null,
            Quotes = targets is { } t ? Quotes(t) : null,
            Foreign = ForeignRules.Check(command.Foreign),
            Request = command.Request,
        });
        var edited = new AnnotationEdited(annotation.Id, annotation.Version + 1, targets is { } places ? [.. places.Select(Place.Of)] : null);
        // A pin stands at a point that its note is about: where the note moves away, the pin goes.
        var left = targets is { Length: > 0 } now ? Unpinned(state, annotation.Id).Where(pin => now.All(t => t.Clause != pin.Clause)) : [];
        return [new(annotation.Home, edited, words), .. left];
    }

    private static ImmutableArray<Proposal> Delete(ClauseContext context, ClauseState state, DeleteAnnotation command)
    {
        var annotation = Existing(state, command.Annotation);
        Demand(context, command, "delete-annotation", annotation.Creator == command.Actor);
        if (annotation.IsGone)
            throw new RefusalException("already", "The note was removed before, or its words were erased.");
        if (command.Version is { } seen && seen != annotation.Version)
            throw Changed(annotation);
        if (!AnnotationId.IsPrivate(annotation.Id))
        {
            DemandOpen(context);
            DemandUnlocked(context, command, ClausesOf(state, annotation), intended: true);
        }

        var deleted = new Proposal(annotation.Home, new AnnotationDeleted(annotation.Id), new Words { Request = command.Request });
        return [deleted, .. Unpinned(state, annotation.Id)];
    }

    private static RefusalException Changed(Annotation annotation) =>
        new("stale", $"The note was changed since: it is at version {annotation.Version}. Read it again and decide which wording to keep.");

    private static ImmutableArray<Proposal> Hide(ClauseContext context, ClauseState state, HideAnnotation command)
    {
        Demand(context, command, "hide-annotation");
        var annotation = Present(state, command.Annotation);
        Staleness.Demand(command, annotation.Changed);
        if (annotation.State == AnnotationState.Hidden)
            throw new RefusalException("already", "The note is hidden already.");
        return [new(annotation.Home, new AnnotationHidden(annotation.Id), new Words { Reason = WordRules.Reason(command.Reason), Request = command.Request })];
    }

    private static ImmutableArray<Proposal> Show(ClauseContext context, ClauseState state, ShowAnnotation command)
    {
        Demand(context, command, "hide-annotation");
        var annotation = Present(state, command.Annotation);
        Staleness.Demand(command, annotation.Changed);
        if (annotation.State != AnnotationState.Hidden)
            throw new RefusalException("already", "The note is not hidden.");
        return [new(annotation.Home, new AnnotationShown(annotation.Id), new Words { Reason = WordRules.Reason(command.Reason), Request = command.Request })];
    }

    private static ImmutableArray<Proposal> ReactTo(ClauseContext context, ClauseState state, React command)
    {
        Demand(context, command, "react");
        var annotation = Present(state, command.Annotation);
        DemandOpen(context);
        var emoji = WordRules.Emoji(command.Emoji);
        var given = annotation.Reactions.Any(r => r.Emoji == emoji && r.Members.Contains(command.Actor));
        if (given == command.On)
            throw new RefusalException("already", command.On ? "You gave this reaction already." : "You have not given this reaction.");
        if (command.On && annotation.Reactions.Length >= MaxTargets && annotation.Reactions.All(r => r.Emoji != emoji))
            throw new RefusalException("bad-request", "The note has as many different reactions as it takes. Join one of them.");
        EventData data = command.On ? new ReactionAdded(annotation.Id, emoji) : new ReactionRemoved(annotation.Id, emoji);
        return [new(annotation.Home, data, new Words { Request = command.Request })];
    }

    private static ImmutableArray<TextQuoteSelector?>? Quotes(ImmutableArray<Target> targets) =>
        targets.All(t => t.Quote is null) ? null : [.. targets.Select(t => t.Quote)];
}
