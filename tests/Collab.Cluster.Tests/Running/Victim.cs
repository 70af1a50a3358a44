namespace Collab.Cluster.Tests.Running;

/// <summary>What the struck node is to the document.</summary>
internal enum Victim
{
    /// <summary>It decides what is written.</summary>
    Holder,

    /// <summary>It does not, and readers are on it.</summary>
    Readers,

    /// <summary>One of each at once.</summary>
    Both,
}
