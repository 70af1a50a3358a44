namespace Collab.Domain.Revisions;

/// <summary>What becomes of a note's target in the next revision.</summary>
public enum AnchorState
{
    /// <summary>The same clause, the same words at the same place.</summary>
    Unchanged,

    /// <summary>The same words of the same clause, elsewhere in it; or the whole of a clause that has other words now.</summary>
    Moved,

    /// <summary>The words may be meant that stand at one of the candidates: a person says which.</summary>
    Ambiguous,

    /// <summary>The words stand nowhere any more.</summary>
    Orphaned,
}
