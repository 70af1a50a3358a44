namespace Collab.Cluster.Tests.Running;

/// <summary>The nodes that somebody may ask, and which of them is asked now.</summary>
internal sealed class Way(IReadOnlyList<Uri> nodes)
{
    private IReadOnlyList<Uri> _nodes = nodes;
    private int _at;

    public Uri Address => _nodes[Volatile.Read(ref _at) % _nodes.Count];

    public int Count => _nodes.Count;

    public void Set(IReadOnlyList<Uri> nodes, int first) => (_nodes, _at) = (nodes, first);

    public void MoveOn() => Interlocked.Increment(ref _at);
}
