namespace Collab.Domain.Revisions;

/// <summary>Pairs what has the same text in both. A text that stands more than once is told by its neighbours, and where they do not tell it, by a person.</summary>
internal static class SameText
{
    /// <summary>From this likeness on, another part may be what the clause has become.</summary>
    private const double Rival = 0.5;

    /// <summary>So many clauses off, in both texts together, a neighbour still says where one belongs.</summary>
    private const int Near = 5;

    /// <returns>The pairs whose text stands once in each.</returns>
    public static IReadOnlyList<(int Clause, int Part)> Pair(PairingDraft draft)
    {
        var parts = Places(draft.Parts.Select(part => part.Text));
        var clauses = Places(draft.Clauses.Select(clause => clause.Text));
        var once = clauses.Where(text => text.Value.Count == 1 && parts.TryGetValue(text.Key, out var there) && there.Count == 1).Select(text => (Clause: text.Value[0], Part: parts[text.Key][0])).ToList();
        foreach (var (clause, part) in once)
            draft.Pair(clause, part, sure: false);
        foreach (var (clause, part) in BetweenNeighbours(draft))
            draft.Pair(clause, part, sure: true);
        foreach (var (text, places) in clauses.Where(text => parts.ContainsKey(text.Key)))
        {
            foreach (var (clause, part) in places.Where(draft.IsFreeClause).Zip(parts[text].Where(draft.IsFreePart)).ToList())
                draft.Pair(clause, part, sure: false);
        }

        // In the order of the text, so that the answer does not hang on the order of a table.
        once.Sort();
        foreach (var (clause, part) in once)
            draft.Sure[clause] = !IsFewWords(draft, clause) && (HasNeighbour(draft, clause, part) || !HasRival(draft, clause, part));
        return once;
    }

    private static Dictionary<string, List<int>> Places(IEnumerable<string> texts) =>
        texts.Index().GroupBy(text => text.Item, text => text.Index, StringComparer.Ordinal).ToDictionary(text => text.Key, text => text.ToList(), StringComparer.Ordinal);

    /// <summary>Runs of texts that are the same one by one between two pairs, so that no other order is possible.</summary>
    private static List<(int Clause, int Part)> BetweenNeighbours(PairingDraft draft)
    {
        int[] forward = [.. draft.PartOf], backward = [.. draft.PartOf];
        for (var i = 0; i < forward.Length; i++)
            Extend(draft, forward, i, i == 0 ? -1 : forward[i - 1], 1, i == 0);
        for (var i = backward.Length - 1; i >= 0; i--)
            Extend(draft, backward, i, i == backward.Length - 1 ? draft.Parts.Count : backward[i + 1], -1, i == backward.Length - 1);
        return [.. Enumerable.Range(0, forward.Length).Where(i => draft.PartOf[i] < 0 && forward[i] >= 0 && forward[i] == backward[i]).Select(i => (i, forward[i]))];
    }

    private static void Extend(PairingDraft draft, int[] pairs, int clause, int neighbour, int step, bool edge)
    {
        var part = neighbour + step;
        if (pairs[clause] < 0 && (edge || neighbour >= 0) && part >= 0 && part < draft.Parts.Count && draft.IsFreePart(part) && draft.IsSame(clause, part))
            pairs[clause] = part;
    }

    /// <summary>
    /// “Repealed.” at a point of today is not what was repealed at another: of a few words the place says it alone. They are sure when all others are paired,
    /// beside one that is sure, and between two.
    /// </summary>
    /// <param name="once">The pairs whose text stands once in each.</param>
    public static void PlaceFewWords(PairingDraft draft, IReadOnlyList<(int Clause, int Part)> once)
    {
        // Both ways, since one that is sure makes its neighbour so.
        var few = once.Where(pair => IsFewWords(draft, pair.Clause)).ToList();
        foreach (var (clause, part) in few.Concat(few.AsEnumerable().Reverse()))
        {
            var (before, after) = (Distance(draft, clause, part, -1, draft.Sure), Distance(draft, clause, part, 1, draft.Sure));
            draft.Sure[clause] |= (before == 2 || after == 2) && before <= 2 * Near && after <= 2 * Near;
        }
    }

    private static bool IsFewWords(PairingDraft draft, int clause) => draft.OldWords[clause].Length < AlikeText.FewestWords;

    private static bool HasNeighbour(PairingDraft draft, int clause, int part)
    {
        var (before, after) = (Distance(draft, clause, part, -1), Distance(draft, clause, part, 1));
        return before == 2 || after == 2 || (before <= Near && after <= Near);
    }

    /// <summary>How far the next clause that is paired in order stands in both texts together on one side; the ends of the texts are such clauses.</summary>
    /// <param name="counts">The clauses that count; null for all.</param>
    private static int Distance(PairingDraft draft, int clause, int part, int side, bool[]? counts = null)
    {
        for (var i = 1; i < Near; i++)
        {
            var neighbour = clause + (side * i);
            var itsPart = neighbour < 0 ? -1 : neighbour >= draft.Clauses.Count ? draft.Parts.Count : draft.PartOf[neighbour];
            if ((itsPart >= 0 || neighbour < 0) && (itsPart - part) * side > 0 && (counts is null || neighbour < 0 || neighbour >= draft.Clauses.Count || counts[neighbour]))
                return i + Math.Abs(itsPart - part);
        }

        return int.MaxValue;
    }

    /// <summary>Whether the clause may have become another part instead, or another clause the part: one that is not nearer to something else.</summary>
    private static bool HasRival(PairingDraft draft, int clause, int part) =>
        draft.PartsNear(clause).Any(other => other != part && draft.IsFreePart(other) && draft.Likeness(clause, other) is >= Rival and var likeness
            && !draft.ClausesNear(other).Any(its => its != clause && draft.IsFreeClause(its) && draft.Likeness(its, other) > likeness))
        || draft.ClausesNear(part).Any(other => other != clause && draft.IsFreeClause(other) && draft.Likeness(other, part) is >= Rival and var likeness
            && !draft.PartsNear(other).Any(its => its != part && draft.IsFreePart(its) && draft.Likeness(other, its) > likeness));
}
