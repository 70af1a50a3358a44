using System.Collections.Immutable;
using System.Text.Json;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Events;

namespace Collab.Domain.Revisions;

/// <summary>Moves what notes are about into a new revision, as its event says. It decides nothing.</summary>
public sealed class Retargeting
{
    private readonly string _document;
    private readonly TextRevised _revised;
    private readonly Dictionary<string, Clause> _clauses;
    private readonly Dictionary<(string, int), TargetOutcome> _outcomes;

    /// <param name="document">The document's id, which stands in every address of it.</param>
    public Retargeting(string document, TextRevised revised)
    {
        (_document, _revised) = (document, revised);
        _clauses = revised.Clauses.ToDictionary(clause => clause.Id);
        _outcomes = revised.Outcomes.ToDictionary(outcome => (outcome.Annotation, outcome.Target));
    }

    public Annotation Of(Annotation note)
    {
        if (note.Targets.IsEmpty && note.Foreign?.Target is null)
            return note;
        return note with
        {
            Targets = [.. note.Targets.Select((target, at) => Of(target, _outcomes.GetValueOrDefault((note.Id, at))))],
            Foreign = SaysOfEarlierText(note) ? note.Foreign!.After(reworded: false, moved: true) : note.Foreign,
        };
    }

    /// <summary>The outcomes that are kept in the event: not those of targets whose clause says the same, of which there is nothing to say.</summary>
    public static List<TargetOutcome> Outcomes(IEnumerable<Annotation> notes, Reanchoring reanchoring)
    {
        var outcomes = new List<TargetOutcome>();
        foreach (var note in notes)
        {
            for (var at = 0; at < note.Targets.Length; at++)
            {
                if (IsOn(note.Targets[at], reanchoring.Revision - 1) && reanchoring.Of(note.Targets[at]) is { Evidence: not Evidence.SameText } outcome)
                    outcomes.Add(new(note.Id, at, outcome.State, outcome.Evidence, outcome.Placed?.Position));
            }
        }

        return outcomes;
    }

    /// <summary>Whether the target is on that revision of the first edition: others are not concerned by the next.</summary>
    public static bool IsOn(Target target, int revision) => target.Edition is null && target.Revision == revision;

    /// <summary>
    /// Whether the targets as another program said them are of the text before: of a clause that says something else now, or of the document
    /// as a whole. Of what is not here, such as a page of another site, a revision says nothing.
    /// </summary>
    private bool SaysOfEarlierText(Annotation note)
    {
        if (note.Foreign?.Target is not { } said || !said.Contains(_document, StringComparison.Ordinal))
            return false;
        using var targets = JsonDocument.Parse(said);
        var here = targets.RootElement.ValueKind == JsonValueKind.Array ? targets.RootElement.EnumerateArray().Count(IsHere) : 1;
        return note.Targets.Length != here
            || note.Targets.Index().Any(target => IsOn(target.Item, _revised.Revision - 1) && _outcomes.ContainsKey((note.Id, target.Index)));
    }

    private bool IsHere(JsonElement target) => target.GetRawText().Contains(_document, StringComparison.Ordinal);

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
