namespace Collab.Domain.Search;

/// <summary>What <c>kind:</c> asks for.</summary>
public enum NoteKind
{
    /// <summary>One that begins a thread.</summary>
    Note,

    Reply,

    /// <summary>One that asks: its motivation is <c>questioning</c>.</summary>
    Question,

    /// <summary>Pinned at some point.</summary>
    Pinned,

    /// <summary>One whose thread is resolved.</summary>
    Resolved,

    /// <summary>One whose thread is not.</summary>
    Unresolved,

    /// <summary>Changed after it was written.</summary>
    Edited,

    /// <summary>Hidden by a moderator, of those that one may read.</summary>
    Hidden,

    /// <summary>Written by whoever asks.</summary>
    Mine,
}
