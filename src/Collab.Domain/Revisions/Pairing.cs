using System.Collections.Immutable;
using Collab.Domain.Documents;

namespace Collab.Domain.Revisions;

/// <summary>The difference between a text and its next revision, clause by clause: which goes on as which, and what is new or gone.</summary>
public static class Pairing
{
    /// <summary>A pairing to begin from, for a person to correct. In the order of the new text; what is gone stands after what stood before it.</summary>
    public static ImmutableArray<ClausePair> Propose(IReadOnlyList<Clause> clauses, IReadOnlyList<ClauseDraft> parts)
    {
        var draft = new PairingDraft(clauses, parts);
        var once = SameText.Pair(draft);
        var joined = JoinedText.Find(draft);
        AlikeText.Pair(draft);
        SameText.PlaceFewWords(draft, once);
        var places = clauses.Index().ToDictionary(clause => clause.Item.Id, clause => clause.Index);
        var inOrder = InOrder(draft.PartOf);
        IEnumerable<ClausePair> pairs =
        [
            .. joined,
            .. clauses.Index().Where(clause => draft.PartOf[clause.Index] >= 0).Select(clause => new ClausePair(
                [clause.Item.Id], [draft.PartOf[clause.Index]], ChangeOf(clause.Item, parts[draft.PartOf[clause.Index]], inOrder.Contains(clause.Index)),
                draft.Likeness(clause.Index, draft.PartOf[clause.Index]), draft.Sure[clause.Index])),
            .. clauses.Index().Where(clause => draft.IsFreeClause(clause.Index)).Select(clause => new ClausePair([clause.Item.Id], [], ClauseChange.Deleted)),
            .. Enumerable.Range(0, parts.Count).Where(draft.IsFreePart).Select(part => new ClausePair([], [part], ClauseChange.Inserted)),
        ];
        return Ordered(pairs, places);
    }

    /// <summary>The pairing as a person corrected it: what they say otherwise than the proposal does, or confirm, is sure.</summary>
    /// <param name="confirmed">The pairs of those given that the person has looked at.</param>
    /// <exception cref="RefusalException"><c>not-paired</c>: a clause or a part is missing, or named twice, or in a pair of several with several.</exception>
    public static ImmutableArray<ClausePair> Correct(
        IReadOnlyList<Clause> clauses, IReadOnlyList<ClauseDraft> parts, ImmutableArray<ClausePair> proposal, IReadOnlyList<ClausePair> given, IReadOnlySet<int> confirmed)
    {
        Demand(clauses, parts.Count, given);
        var places = clauses.Index().ToDictionary(clause => clause.Item.Id, clause => clause.Index);
        var proposed = proposal.SelectMany(pair => pair.Parts.Select(part => (part, pair))).ToDictionary(pair => pair.part, pair => pair.pair);
        var gone = proposal.Where(pair => pair.Parts.IsEmpty).ToDictionary(pair => pair.Clauses[0]);
        var partOf = new int[clauses.Count];
        Array.Fill(partOf, -1);
        foreach (var pair in given.Where(pair => pair is { Clauses.Length: 1, Parts.Length: 1 }))
            partOf[places[pair.Clauses[0]]] = pair.Parts[0];
        var inOrder = InOrder(partOf);
        return Ordered(given.Index().Select(one =>
        {
            var pair = one.Item;
            var known = pair.Parts.IsEmpty ? gone.GetValueOrDefault(pair.Clauses[0]) : proposed[pair.Parts[0]];
            if (known is not null && known.PairsAs(pair))
                return known with { Sure = known.Sure || confirmed.Contains(one.Index) };
            var change = (pair.Clauses.Length, pair.Parts.Length) switch
            {
                (0, _) => ClauseChange.Inserted,
                (_, 0) => ClauseChange.Deleted,
                ( > 1, _) => ClauseChange.Merged,
                (_, > 1) => ClauseChange.Split,
                _ => ChangeOf(clauses[places[pair.Clauses[0]]], parts[pair.Parts[0]], inOrder.Contains(places[pair.Clauses[0]])),
            };
            return pair with { Change = change, Sure = true, Likeness = LikenessOf(clauses, parts, places, pair) };
        }), places);
    }

    /// <summary>Between texts that are no neighbours: which clause goes on as which is told by the ids alone. In the order of the later; what is gone comes last.</summary>
    public static ImmutableArray<ClausePair> ById(IReadOnlyList<Clause> before, IReadOnlyList<Clause> after)
    {
        var known = before.ToDictionary(clause => clause.Id);
        var still = after.Select(clause => clause.Id).ToHashSet();
        return
        [
            .. after.Select((clause, at) => known.TryGetValue(clause.Id, out var old)
                ? new ClausePair([clause.Id], [at], old.Text == clause.Text ? ClauseChange.Unchanged : ClauseChange.Reworded)
                : new ClausePair([], [at], ClauseChange.Inserted)),
            .. before.Where(clause => !still.Contains(clause.Id)).Select(clause => new ClausePair([clause.Id], [], ClauseChange.Deleted)),
        ];
    }

    /// <summary>The id of each part: that of the clause that goes on as it, or a new one.</summary>
    public static ImmutableArray<string> Ids(IReadOnlyList<ClausePair> pairs, int parts, Func<string> next)
    {
        var ids = new string?[parts];
        foreach (var pair in pairs.Where(pair => pair.Kept is not null))
            ids[pair.Parts[0]] = pair.Kept;
        return [.. ids.Select(id => id ?? next())];
    }

    /// <exception cref="RefusalException"><c>not-paired</c>.</exception>
    public static void Demand(IReadOnlyList<Clause> clauses, int parts, IReadOnlyList<ClausePair> pairs)
    {
        if (pairs.Any(pair => pair.Clauses.IsDefault || pair.Parts.IsDefault || (pair.Clauses.Length != 1 && pair.Parts.Length != 1) || (pair.Clauses.Length > 1 && pair.Parts.IsEmpty) || (pair.Parts.Length > 1 && pair.Clauses.IsEmpty)))
            throw NotPaired("A pair is one point and one part, several points that are one part now, or one point that is several parts now; one alone is gone or new.");
        var named = pairs.SelectMany(pair => pair.Clauses).ToList();
        if (named.Count != clauses.Count || !named.ToHashSet().SetEquals(clauses.Select(clause => clause.Id)))
            throw NotPaired("The pairing names each point of the text as it is once, also what is gone.");
        var used = pairs.SelectMany(pair => pair.Parts).ToList();
        if (used.Count != parts || used.Distinct().Count() != parts || used.Any(part => part < 0 || part >= parts))
            throw NotPaired($"The pairing names each of the {parts} parts of the new text once, also what is new.");
    }

    private static RefusalException NotPaired(string detail) => new("not-paired", detail);

    private static double LikenessOf(IReadOnlyList<Clause> clauses, IReadOnlyList<ClauseDraft> parts, Dictionary<string, int> places, ClausePair pair)
    {
        if (pair.Kept is null)
            return 0;
        var (before, after) = (string.Join(' ', pair.Clauses.Select(id => clauses[places[id]].Text)), string.Join(' ', pair.Parts.Select(part => parts[part].Text)));
        var vocabulary = new Vocabulary();
        return before == after ? 1 : Math.Min(0.99, Common.Likeness(vocabulary.Read(before), vocabulary.Read(after)));
    }

    private static ClauseChange ChangeOf(Clause clause, ClauseDraft part, bool inOrder) =>
        !inOrder ? ClauseChange.Moved : clause.Text == part.Text ? ClauseChange.Unchanged : ClauseChange.Reworded;

    private static ImmutableArray<ClausePair> Ordered(IEnumerable<ClausePair> pairs, Dictionary<string, int> places)
    {
        var known = pairs.ToList();
        var partOf = new SortedList<int, int>();
        foreach (var pair in known.Where(pair => pair.Kept is not null))
            partOf[places[pair.Clauses[0]]] = pair.Parts.Min();
        return [.. known.OrderBy(Place).ThenBy(pair => pair.Parts.IsEmpty ? 1 : 0).ThenBy(pair => pair.Clauses.IsEmpty ? 0 : places[pair.Clauses[0]])];

        int Place(ClausePair pair)
        {
            if (!pair.Parts.IsEmpty)
                return pair.Parts.Min();
            for (var clause = places[pair.Clauses[0]] - 1; clause >= 0; clause--)
            {
                if (partOf.TryGetValue(clause, out var part))
                    return part;
            }

            return -1;
        }
    }

    /// <summary>The clauses that keep their order: the longest row of parts that only rises. The others have moved.</summary>
    private static HashSet<int> InOrder(int[] partOf)
    {
        var (ends, before) = (new List<int>(), new int[partOf.Length]);
        for (var clause = 0; clause < partOf.Length; clause++)
        {
            if (partOf[clause] < 0)
                continue;
            var (at, above) = (0, ends.Count);
            while (at < above)
            {
                var middle = (at + above) / 2;
                (at, above) = partOf[ends[middle]] < partOf[clause] ? (middle + 1, above) : (at, middle);
            }

            before[clause] = at == 0 ? -1 : ends[at - 1];
            if (at == ends.Count)
                ends.Add(clause);
            else
                ends[at] = clause;
        }

        var kept = new HashSet<int>();
        for (var clause = ends.Count > 0 ? ends[^1] : -1; clause >= 0; clause = before[clause])
            kept.Add(clause);
        return kept;
    }
}
