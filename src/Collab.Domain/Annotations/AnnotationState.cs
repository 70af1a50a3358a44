namespace Collab.Domain.Annotations;

/// <summary>Whether an annotation's words are shown.</summary>
public enum AnnotationState
{
    Shown,

    /// <summary>By a moderator: members see that and why, moderators and the author can read it.</summary>
    Hidden,

    /// <summary>By its author: nobody can read it; its replies stay.</summary>
    Deleted,

    /// <summary>At the request of its author: the words are gone from the log; its replies stay.</summary>
    Erased,
}
