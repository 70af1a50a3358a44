using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;

namespace Collab.Domain.Revisions;

/// <summary>
/// Says of each target what becomes of it in the next revision. It is placed in the clause that it was in, or not at all: any other
/// place is a candidate, for a person.
/// </summary>
public sealed class Reanchoring
{
    /// <summary>Shorter words stand everywhere: they are looked for in the same clause alone. UTF-16 units.</summary>
    private const int ShortestElsewhere = 8;

    private readonly Dictionary<string, string> _before;
    private readonly ImmutableArray<Clause> _after;
    private readonly Dictionary<string, int> _places;
    private readonly Dictionary<string, ClausePair> _pairs;
    private readonly Dictionary<string, ImmutableArray<(int Part, int At)>> _elsewhere = [];

    /// <param name="clauses">The text as it is.</param>
    /// <param name="next">The new text under the ids that the pairing gives, in the order of its parts.</param>
    /// <param name="revision">The number of the new text.</param>
    public Reanchoring(IReadOnlyList<Clause> clauses, ImmutableArray<Clause> next, IReadOnlyList<ClausePair> pairs, int revision)
    {
        (_after, Revision) = (next, revision);
        _before = clauses.ToDictionary(clause => clause.Id, clause => clause.Text);
        _places = next.Index().ToDictionary(clause => clause.Item.Id, clause => clause.Index);
        _pairs = pairs.SelectMany(pair => pair.Clauses.Select(id => (id, pair))).ToDictionary(pair => pair.id, pair => pair.pair);
    }

    public int Revision { get; }

    /// <param name="target">In the text as it is, of the first edition.</param>
    public Reanchored Of(Target target)
    {
        var pair = _pairs[target.Clause];
        if (pair.Parts.IsEmpty)
            return Unplaced(target, pair, Evidence.ClauseGone);
        if (!pair.Sure)
            return Unplaced(target, pair, Evidence.ClauseUnsure);
        if (pair.Kept != target.Clause || (target.IsWhole && pair.Change == ClauseChange.Split))
            return Unplaced(target, pair, Evidence.ClauseJoined);
        var (before, after) = (_before[target.Clause], _after[_places[target.Clause]].Text);
        if (before == after)
            return new(AnchorState.Unchanged, Evidence.SameText, target with { Revision = Revision }, []);
        if (target.IsWhole)
            return new(AnchorState.Moved, Evidence.SameClause, target with { Revision = Revision }, []);
        if (Range(target, before) is not var (start, length))
            return Unplaced(target, pair, Evidence.WordsGone);
        if (Passage.Find(before, start, length, after) is not { } at)
            return Unplaced(target, pair, after.Contains(before.Substring(start, length), StringComparison.Ordinal) ? Evidence.OtherWordsAround : Evidence.WordsGone);
        var placed = Anchoring.Describe(target.Clause, Revision, after, at, at + length);
        return new(placed.Position == target.Position ? AnchorState.Unchanged : AnchorState.Moved, Evidence.SameWords, placed, []);
    }

    /// <summary>Whether the target's clause is in the text before.</summary>
    public bool Knows(Target target) => _pairs.ContainsKey(target.Clause);

    /// <summary>Where a person may place a target that was not placed.</summary>
    public ImmutableArray<Target> CandidatesOf(Target target) => Unplaced(target, _pairs[target.Clause], Evidence.ClauseUnsure).Candidates;

    /// <summary>The UTF-16 range, where the position and the quote still agree with the text.</summary>
    private static (int Start, int Length)? Range(Target target, string text)
    {
        if (target.Position is not { } position)
            return null;
        var (start, end) = (CodePoints.ToUtf16(text, position.Start), CodePoints.ToUtf16(text, position.End));
        if (start < 0 || end <= start)
            return null;
        return target.Quote is { } quote && !text.AsSpan(start, end - start).SequenceEqual(quote.Exact) ? null : (start, end - start);
    }

    private Reanchored Unplaced(Target target, ClausePair pair, Evidence evidence)
    {
        var candidates = ImmutableArray.CreateBuilder<Target>();
        var range = target.IsWhole ? null : Range(target, _before[target.Clause]);
        var words = range is var (start, length) ? _before[target.Clause].Substring(start, length) : null;
        if (words is not null)
            candidates.AddRange(Places(words, pair).Select(place => Anchoring.Describe(_after[place.Part].Id, Revision, _after[place.Part].Text, place.At, place.At + words.Length)));
        var found = candidates.Count > 0;
        // The whole of what the clause has become can always be meant.
        candidates.AddRange(pair.Parts.Take(Reanchored.MostCandidates - candidates.Count).Select(part => new Target(_after[part].Id, Revision)));
        return new(found || (target.IsWhole && candidates.Count > 0) ? AnchorState.Ambiguous : AnchorState.Orphaned, evidence, null, candidates.ToImmutable());
    }

    /// <summary>Where the words stand: in what the clause has become first, then anywhere.</summary>
    private IEnumerable<(int Part, int At)> Places(string words, ClausePair pair)
    {
        var own = pair.Parts.SelectMany(part => Passage.Occurrences(words, _after[part].Text).Select(at => (part, at)));
        return own.Concat(words.Length < ShortestElsewhere ? [] : Elsewhere(words).Where(place => !pair.Parts.Contains(place.Part))).Take(Reanchored.MostCandidates - 1);
    }

    private ImmutableArray<(int Part, int At)> Elsewhere(string words)
    {
        if (!_elsewhere.TryGetValue(words, out var places))
        {
            places = [.. Enumerable.Range(0, _after.Length).SelectMany(part => Passage.Occurrences(words, _after[part].Text).Select(at => (part, at))).Take(Reanchored.MostCandidates * 2)];
            _elsewhere[words] = places;
        }

        return places;
    }
}
