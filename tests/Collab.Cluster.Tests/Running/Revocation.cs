namespace Collab.Cluster.Tests.Running;

/// <summary>How a right is withdrawn from somebody who uses it.</summary>
internal enum Revocation
{
    /// <summary>An annotator is removed.</summary>
    Removed,

    /// <summary>A moderator becomes a reader.</summary>
    Demoted,

    /// <summary>The point at which an annotator writes is locked.</summary>
    Locked,
}
