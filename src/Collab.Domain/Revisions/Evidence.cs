namespace Collab.Domain.Revisions;

/// <summary>Why a target was placed, or was not.</summary>
public enum Evidence
{
    /// <summary>The clause has the same text.</summary>
    SameText,

    /// <summary>The words stand once in the clause among the same words as before, in both revisions.</summary>
    SameWords,

    /// <summary>The whole clause is meant, and it goes on.</summary>
    SameClause,

    /// <summary>The clause is gone.</summary>
    ClauseGone,

    /// <summary>The clause has become part of another, or has become several.</summary>
    ClauseJoined,

    /// <summary>Whether it is the same clause at all is not sure, and nobody has said it.</summary>
    ClauseUnsure,

    /// <summary>The words stand in the clause, and not among those that stood around them; or more than once.</summary>
    OtherWordsAround,

    /// <summary>The words do not stand in the clause any more.</summary>
    WordsGone,
}
