namespace Collab.Domain.Revisions;

/// <summary>What becomes of a clause in the next revision of its text.</summary>
public enum ClauseChange
{
    /// <summary>The same words, between the clauses that it stood between or others that came there.</summary>
    Unchanged,

    /// <summary>Other words in its place.</summary>
    Reworded,

    /// <summary>In another place among those that stay, with the same words or others.</summary>
    Moved,

    /// <summary>New: no clause of the text before is it.</summary>
    Inserted,

    /// <summary>Gone: no part of the new text is it.</summary>
    Deleted,

    /// <summary>Several are one now, which goes on as the first that is named.</summary>
    Merged,

    /// <summary>One is several now; the first part that is named goes on as it.</summary>
    Split,
}
