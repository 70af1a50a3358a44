namespace Collab.Server.Tests.Matrix;

/// <summary>In what state things are when somebody asks.</summary>
internal enum Condition
{
    Open,

    /// <summary>The point that the note is about is locked.</summary>
    Locked,

    /// <summary>The note that it is about is hidden.</summary>
    Hidden,

    /// <summary>The document is closed.</summary>
    Closed,

    /// <summary>Notes wait for a moderator before others see them.</summary>
    PreModerated,

    /// <summary>Whoever asks had the role, and was removed.</summary>
    Revoked,

    /// <summary>Whoever asks does so by a personal access token of one scope.</summary>
    Token,
}
