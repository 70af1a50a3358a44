using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Events;

namespace Collab.Domain.Revisions;

/// <summary>Moves what notes are about into a new revision, as its event says. It decides nothing.</summary>
public sealed class Retargeting
{
    private readonly TextRevised _revised;
    private readonly Dictionary<string, Clause> _clauses;
    private readonly Dictionary<(string, int), TargetOutcome> _outcomes;

    public Retargeting(TextRevised revised)
    {
        _revised = revised;
        _clauses = revised.Clauses.ToDictionary(clause => clause.Id);
        _outcomes = revised.Outcomes.ToDictionary(outcome => (outcome.Annotation, outcome.Target));
    }

    public Annotation Of(Annotation note) => note.Targets.IsEmpty ? note : note with { Targets = [.. note.Targets.Select((target, at) => Of(target, _outcomes.GetValueOrDefault((note.Id, at))))] };

    /// <summary>The outcomes that are kept in the event: not those of targets whose clause says the same, of which there is nothing to say.</summary>
    public static IEnumerable<TargetOutcome> Outcomes(IEnumerable<Annotation> notes, Reanchoring reanchoring)
    {
        foreach (var note in notes)
        {
            for (var at = 0; at < note.Targets.Length; at++)
            {
                if (IsOn(note.Targets[at], reanchoring.Revision - 1) && reanchoring.Of(note.Targets[at]) is { Evidence: not Evidence.SameText } outcome)
                    yield return new(note.Id, at, outcome.State, outcome.Evidence, outcome.Placed?.Position);
            }
        }
    }

    /// <summary>Whether the target is on that revision of the first edition: others are not concerned by the next.</summary>
    public static bool IsOn(Target target, int revision) => target.Edition is null && target.Revision == revision;

    private Target Of(Target target, TargetOutcome? outcome)
    {
        if (!IsOn(target, _revised.Revision - 1))
            return target;
        if (outcome is null)
            return target with { Revision = _revised.Revision };
        var anchor = new Anchor(outcome.State, outcome.Evidence, target.Revision);
        if (!outcome.IsPlaced)
            return target with { Anchor = anchor };
        var placed = outcome.Position is { } position ? At(target.Clause, position) : new Target(target.Clause, _revised.Revision);
        // The quote of an erased note is gone, and does not come back.
        return placed with { Quote = target.Quote is null ? null : placed.Quote, Anchor = outcome.State == AnchorState.Moved ? anchor : null };
    }

    private Target At(string clause, TextPositionSelector position)
    {
        var text = _clauses[clause].Text;
        return Anchoring.Describe(clause, _revised.Revision, text, CodePoints.ToUtf16(text, position.Start), CodePoints.ToUtf16(text, position.End));
    }
}
