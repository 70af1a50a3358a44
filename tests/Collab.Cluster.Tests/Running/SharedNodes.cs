using Collab.Testing.Postgres;

namespace Collab.Cluster.Tests.Running;

/// <summary>Nodes on a PostgreSQL of their own for all tests of a class: their starts cost more than what is tested.</summary>
public abstract class SharedNodes(int count) : IAsyncLifetime
{
    private Nodes? _nodes;
    private Room? _room;

    /// <summary>How many they are.</summary>
    public int Count => count;

    /// <summary>The database of all of them.</summary>
    public PostgresServer Postgres { get; } = PostgresServer.StartNew();

    internal Nodes Nodes => _nodes ?? throw new InvalidOperationException("They have not been started.");

    public async Task InitializeAsync()
    {
        _nodes = await Nodes.StartAsync(Postgres, count);
        _room = await Room.EnterAsync(_nodes[0], _nodes.Addresses);
    }

    public async Task DisposeAsync()
    {
        _room?.Dispose();
        if (_nodes is not null)
            await _nodes.DisposeAsync();
        Postgres.Dispose();
    }

    /// <summary>A document of its own for each test, with all nodes running.</summary>
    internal async Task<Room> NewRoomAsync()
    {
        await Nodes.StartEndedAsync();
        return await _room!.WithNewDocumentAsync();
    }
}
