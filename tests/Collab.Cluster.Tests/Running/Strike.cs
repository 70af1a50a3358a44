namespace Collab.Cluster.Tests.Running;

/// <summary>What a fault strikes at once.</summary>
internal sealed record Strike(Victim Victim, IReadOnlyList<int> Nodes)
{
    public override string ToString() => Victim switch
    {
        Victim.Holder => $"node {Nodes[0]}, which holds the document,",
        Victim.Readers => $"node {Nodes[0]}, which readers are on,",
        _ => $"node {Nodes[0]}, which holds the document, and node {Nodes[1]}, which readers are on,",
    };
}
