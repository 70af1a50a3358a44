using System.Collections.Immutable;

namespace Collab.Domain.Revisions;

/// <summary>Clauses of the text as it is, and the parts of the new text that say what they said.</summary>
/// <param name="Clauses">Their ids; none for a part that is new. The first is the one whose id is kept.</param>
/// <param name="Parts">Their places in the new text, from 0; none for a clause that is gone. The first is the one that keeps the id.</param>
/// <param name="Likeness">The evidence: how much of the words stands in both in the same order, from 0 to 1 (1: the same text).</param>
/// <param name="Sure">Whether the evidence suffices without a person, or a person has said it.</param>
public sealed record ClausePair(ImmutableArray<string> Clauses, ImmutableArray<int> Parts, ClauseChange Change, double Likeness = 0, bool Sure = true)
{
    /// <summary>The clause that goes on, where one does.</summary>
    public string? Kept => Clauses.Length > 0 && Parts.Length > 0 ? Clauses[0] : null;

    /// <summary>Whether it says the same of the same, whatever the order within.</summary>
    public bool PairsAs(ClausePair other) => Clauses.ToHashSet().SetEquals(other.Clauses) && Parts.ToHashSet().SetEquals(other.Parts) && Kept == other.Kept
        && (Parts.IsEmpty || other.Parts.IsEmpty || Parts[0] == other.Parts[0]);
}
