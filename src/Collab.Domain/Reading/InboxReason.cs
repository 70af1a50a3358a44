namespace Collab.Domain.Reading;

/// <summary>Why a note is in somebody's inbox: the first of these that holds.</summary>
public enum InboxReason
{
    /// <summary>It names them.</summary>
    Mention,

    /// <summary>It answers a note of theirs.</summary>
    Reply,

    /// <summary>It is at a point or in a thread that they watch.</summary>
    Watched,
}
