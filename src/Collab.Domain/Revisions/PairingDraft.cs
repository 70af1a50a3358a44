using Collab.Domain.Documents;

namespace Collab.Domain.Revisions;

/// <summary>A pairing in the making: the words of both texts, who is paired with whom, and how alike they are.</summary>
internal sealed class PairingDraft
{
    private readonly Dictionary<(int Clause, int Part), double> _likeness = [];

    public PairingDraft(IReadOnlyList<Clause> clauses, IReadOnlyList<ClauseDraft> parts)
    {
        (Clauses, Parts) = (clauses, parts);
        var vocabulary = new Vocabulary();
        OldWords = [.. clauses.Select(clause => vocabulary.Read(clause.Text))];
        NewWords = [.. parts.Select(part => vocabulary.Read(part.Text))];
        (PartOf, ClauseOf) = (new int[clauses.Count], new int[parts.Count]);
        Array.Fill(PartOf, -1);
        Array.Fill(ClauseOf, -1);
        Sure = new bool[clauses.Count];
        (_old, _new) = (new(() => new TextIndex(OldWords)), new(() => new TextIndex(NewWords)));
    }

    private readonly Lazy<TextIndex> _old, _new;
    private readonly Dictionary<int, int[]> _clausesNear = [], _partsNear = [];

    public IReadOnlyList<Clause> Clauses { get; }

    public IReadOnlyList<ClauseDraft> Parts { get; }

    public int[][] OldWords { get; }

    public int[][] NewWords { get; }

    /// <summary>The part that is paired with each clause, and the clause with each part: -1 for none.</summary>
    public int[] PartOf { get; }

    /// <inheritdoc cref="PartOf"/>
    public int[] ClauseOf { get; }

    /// <summary>For each clause, whether its pair needs no person.</summary>
    public bool[] Sure { get; }

    public bool IsFreeClause(int clause) => PartOf[clause] < 0 && !Joined.Contains(clause);

    public bool IsFreePart(int part) => ClauseOf[part] < 0 && !JoinedParts.Contains(part);

    /// <summary>What is in a merge or a split.</summary>
    public HashSet<int> Joined { get; } = [];

    /// <inheritdoc cref="Joined"/>
    public HashSet<int> JoinedParts { get; } = [];

    public void Pair(int clause, int part, bool sure) => (PartOf[clause], ClauseOf[part], Sure[clause]) = (part, clause, sure);

    public bool IsSame(int clause, int part) => Clauses[clause].Text == Parts[part].Text;

    public double Likeness(int clause, int part)
    {
        if (!_likeness.TryGetValue((clause, part), out var likeness))
            _likeness[(clause, part)] = likeness = IsSame(clause, part) ? 1 : Math.Min(0.99, Common.Likeness(OldWords[clause], NewWords[part]));
        return likeness;
    }

    /// <summary>The parts that may be like a clause.</summary>
    public int[] PartsNear(int clause)
    {
        if (!_partsNear.TryGetValue(clause, out var near))
            _partsNear[clause] = near = [.. _new.Value.Nearest(OldWords[clause], 8)];
        return near;
    }

    /// <summary>The clauses that may be like a part.</summary>
    public int[] ClausesNear(int part)
    {
        if (!_clausesNear.TryGetValue(part, out var near))
            _clausesNear[part] = near = [.. _old.Value.Nearest(NewWords[part], 8)];
        return near;
    }

    /// <summary>The other parts that a clause may have become: those that share what few have, and those that share what very many have.</summary>
    public IEnumerable<int> RivalParts(int clause, int part)
    {
        return PartsNear(clause).Where(IsOther).Union(_new.Value.Nearest(OldWords[clause], 8, common: true, IsOther));

        bool IsOther(int other) => other != part && !IsSettledPart(other);
    }

    /// <summary>The other clauses that may have become a part.</summary>
    public IEnumerable<int> RivalClauses(int clause, int part) => ClausesNear(part).Where(other => other != clause)
        .Union(_old.Value.Nearest(NewWords[part], 8, common: true, other => other != clause))
        .Union(_old.Value.Nearest(NewWords[part], 8, common: true, other => other != clause && !IsSettledClause(other)));

    /// <summary>Whether a clause has become a part word for word, and so no other.</summary>
    public bool IsSettledClause(int clause) => PartOf[clause] is >= 0 and var part && IsSame(clause, part);

    /// <inheritdoc cref="IsSettledClause"/>
    public bool IsSettledPart(int part) => ClauseOf[part] is >= 0 and var clause && IsSame(clause, part);
}
