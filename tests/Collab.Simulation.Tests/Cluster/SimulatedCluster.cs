using Collab.Domain;
using Collab.Simulation.Tests.Scheduling;
using Collab.Simulation.Tests.Storage;

namespace Collab.Simulation.Tests.Cluster;

/// <summary>Some nodes on one disk, who know — or think they know — which of them holds a grain.</summary>
internal sealed class SimulatedCluster
{
    private readonly Dictionary<string, Node> _placed = [];
    private readonly Node[] _nodes;
    private int _machines;

    public SimulatedCluster(World world, SimulatedDisk disk, Network network, int nodes)
    {
        (World, Disk, Network) = (world, disk, network);
        Clients = NewMachine("clients");
        Seminar = new SimulatedSeminar(this);
        _nodes = new Node[nodes];
        for (var i = 0; i < nodes; i++)
            Start(i);
    }

    public World World { get; }

    public SimulatedDisk Disk { get; }

    public Network Network { get; }

    /// <summary>Everybody who uses the cluster. Never fails.</summary>
    public Machine Clients { get; }

    public SimulatedSeminar Seminar { get; }

    public string Document { get; } = Identifier.New();

    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>While set, every node believes that all grains are its own: each is activated several times.</summary>
    public bool IsSplit { get; set; }

    /// <summary>A node that runs; null while none does.</summary>
    public Node? AnyNode()
    {
        var running = _nodes.Count(n => n.Runs);
        return running == 0 ? null : _nodes.Where(n => n.Runs).ElementAt(World.Random.Next(running));
    }

    public Guid NewCommand()
    {
        Span<byte> bytes = stackalloc byte[16];
        World.Random.NextBytes(bytes);
        return new Guid(bytes);
    }

    /// <summary>Starts a node anew, with nothing of what it knew.</summary>
    public void Start(int index) => _nodes[index] = new Node(this, NewMachine($"node {index}"));

    /// <summary>Ends a node at this very moment. The others go on believing in it until they are told by <see cref="Bury"/>.</summary>
    public void Kill(Node node)
    {
        node.Machine.Kill();
        Disk.Lose(machine => machine == node.Machine);
    }

    /// <summary>The others know now that the node is no longer: its grains wake elsewhere. If it is not dead, some are there twice.</summary>
    public void Bury(Node node)
    {
        foreach (var key in _placed.Where(p => p.Value == node).Select(p => p.Key).ToList())
            _placed.Remove(key);
    }

    /// <summary>A grain goes to sleep and wakes at the next call, wherever that leads.</summary>
    public void Forget(string key)
    {
        if (_placed.Remove(key, out var node))
            node.Forget(key);
    }

    public Task<T> CallAsync<TGrain, T>(Node from, string key, Func<TGrain, Task<T>> call)
        where TGrain : class
    {
        var to = Locate(from, key);
        return Network.CallAsync(from.Machine, to.Machine, () => to.FindActive(key) is TGrain grain ? call(grain) : ActivateAndCallAsync());

        async Task<T> ActivateAndCallAsync() => await call((TGrain)await to.ActivateAsync(key));
    }

    private Node Locate(Node from, string key)
    {
        if (IsSplit)
            return from;
        if (_placed.TryGetValue(key, out var node))
            return node;
        return _placed[key] = AnyNode() ?? from;
    }

    private Machine NewMachine(string name) => new(World, _machines++, name);
}
