namespace Collab.Domain.Revisions;

/// <summary>Pairs what is alike in both. It is sure where it is much alike and nothing else is nearly as much; else a person says it.</summary>
internal static class AlikeText
{
    /// <summary>From here on one may be the other reworded.</summary>
    private const double Perhaps = 0.4;

    /// <summary>From here on it is, unless something else may be.</summary>
    private const double Surely = 0.7;

    /// <summary>How much more alike it must be than anything else.</summary>
    public const double Margin = 0.12;

    /// <summary>Fewer words than these say too little.</summary>
    public const int FewestWords = 5;

    public static void Pair(PairingDraft draft)
    {
        var scored = new HashSet<(int Clause, int Part)>();
        for (var clause = 0; clause < draft.Clauses.Count; clause++)
        {
            if (draft.IsFreeClause(clause))
                scored.UnionWith(draft.PartsNear(clause).Where(draft.IsFreePart).Select(part => (clause, part)));
        }

        for (var part = 0; part < draft.Parts.Count; part++)
        {
            if (draft.IsFreePart(part))
                scored.UnionWith(draft.ClausesNear(part).Where(draft.IsFreeClause).Select(clause => (clause, part)));
        }

        foreach (var (clause, part) in scored.OrderByDescending(pair => draft.Likeness(pair.Clause, pair.Part)).ThenBy(pair => pair))
        {
            if (draft.Likeness(clause, part) >= Perhaps && draft.IsFreeClause(clause) && draft.IsFreePart(part))
                draft.Pair(clause, part, IsSure(draft, clause, part));
        }

        PairLabels(draft);
    }

    private static bool IsSure(PairingDraft draft, int clause, int part)
    {
        var likeness = draft.Likeness(clause, part);
        return likeness >= Surely && Math.Min(draft.OldWords[clause].Length, draft.NewWords[part].Length) >= FewestWords
            && !draft.RivalClauses(clause, part).Any(other => draft.Likeness(other, part) > likeness - Margin)
            // A part that is another clause word for word is no rival: that clause has become it.
            && !draft.RivalParts(clause, part).Any(other => draft.Likeness(clause, other) > likeness - Margin);
    }

    /// <summary>Wholly other words under the same number, between the same neighbours: perhaps the same point. Never surely.</summary>
    private static void PairLabels(PairingDraft draft)
    {
        for (var clause = 0; clause < draft.Clauses.Count; clause++)
        {
            var part = clause == 0 ? 0 : draft.PartOf[clause - 1] is >= 0 and var before ? before + 1 : -1;
            if (part >= 0 && part < draft.Parts.Count && draft.IsFreeClause(clause) && draft.IsFreePart(part) && draft.Clauses[clause].Kind == draft.Parts[part].Kind && draft.Clauses[clause].Label == draft.Parts[part].Label)
                draft.Pair(clause, part, sure: false);
        }
    }
}
