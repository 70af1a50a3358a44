using System.Diagnostics;
using Collab.Server.Admin;
using Collab.Server.Hosting;
using Collab.Testing;
using Collab.Testing.Postgres;
using Npgsql;

namespace Collab.Cluster.Tests.Running;

/// <summary>Nodes of one cluster on one database, each a process with a folder of its own.</summary>
internal sealed class Nodes : IAsyncDisposable
{
    private readonly List<ServerProcess> _nodes = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("collab-nodes-").FullName;
    private readonly PostgresServer _postgres;
    private readonly string _connection;
    private readonly string _cluster;
    private readonly string[] _roles;

    /// <summary>The hosts that they run on, one each; null for this machine.</summary>
    private Hosts? Hosts { get; init; }

    /// <summary>The clocks that they go by, one each; none for this machine's.</summary>
    private IReadOnlyList<Clock> Clocks { get; init; } = [];

    /// <summary>The ports by which they reach each other, the same at every start; none where each start takes free ones.</summary>
    private IReadOnlyList<int> SiloPorts { get; init; } = [];

    /// <summary>Variables that are set for all of them.</summary>
    private IReadOnlyDictionary<string, string>? Environment { get; init; }

    private Nodes(PostgresServer postgres, string connection, string cluster, params string[] roles) => (_postgres, _connection, _cluster, _roles) = (postgres, connection, cluster, roles);

    public ServerProcess this[int node] => _nodes[node];

    public int Count => _nodes.Count;

    public IReadOnlyList<Uri> Addresses => [.. _nodes.Select(node => node.Address)];

    /// <summary>Starts all at once, and waits until each is ready.</summary>
    /// <param name="cluster">Nodes of one name find each other.</param>
    /// <param name="environment">Variables that are set for them alone.</param>
    public static Task<Nodes> StartAsync(PostgresServer postgres, int count, string cluster = "collab", IReadOnlyDictionary<string, string>? environment = null) =>
        StartAsync(new Nodes(postgres, postgres.NewDatabase(), cluster) { Environment = environment }, count);

    /// <summary>Starts one node on each host.</summary>
    public static Task<Nodes> StartAsync(PostgresServer postgres, Hosts hosts, int count) =>
        StartAsync(new Nodes(postgres, postgres.NewDatabase().Replace("127.0.0.1", hosts.Database, StringComparison.Ordinal), "collab") { Hosts = hosts }, count);

    /// <summary>Starts a node of each role on a host of its own, the first one first.</summary>
    public static Task<Nodes> StartRolesAsync(PostgresServer postgres, Hosts hosts, params string[] roles) =>
        StartAsync(new Nodes(postgres, postgres.NewDatabase().Replace("127.0.0.1", hosts.Database, StringComparison.Ordinal), "collab", roles) { Hosts = hosts }, roles.Length);

    /// <summary>Starts one node by each clock, which comes back to the same port as on a machine of its own.</summary>
    public static Task<Nodes> StartAsync(PostgresServer postgres, params Clock[] clocks) =>
        StartAsync(new Nodes(postgres, postgres.NewDatabase(), "collab") { Clocks = clocks, SiloPorts = [.. clocks.Select(_ => Ports.Free())] }, clocks.Length);

    /// <summary>Starts a node of each role, the first one first.</summary>
    public static Task<Nodes> StartRolesAsync(PostgresServer postgres, params string[] roles) => StartAsync(new Nodes(postgres, postgres.NewDatabase(), "collab", roles), roles.Length);

    /// <summary>How the database is connected to.</summary>
    public string Connection => _connection;

    /// <summary>The data folder of a node.</summary>
    public string FolderOf(int node) => Path.Combine(_folder, $"node-{node}");

    /// <summary>Starts one node of another cluster on the same database.</summary>
    public Task<Nodes> StartOthersAsync(string cluster) => StartAsync(new Nodes(_postgres, _connection, cluster) { Environment = Environment }, 1);

    /// <summary>The node that decides what is written to a document. Each that runs is asked whether it is it.</summary>
    public async Task<int> HolderOfAsync(string document)
    {
        var holder = -1;
        await Patience.UntilAsync(async () => (holder = await FindHolderAsync(document)) >= 0, "a node says that it holds the document");
        return holder;
    }

    /// <summary>How many nodes the others have given up so far.</summary>
    public int GivenUp
    {
        get
        {
            using var connection = new NpgsqlConnection(_connection);
            connection.Open();
            using var count = new NpgsqlCommand("SELECT count(*)::int FROM OrleansMembershipTable WHERE Status = 6", connection);
            return (int)count.ExecuteScalar()!;
        }
    }

    /// <summary>Waits until so many have been given up in all: what was killed a moment ago may not be yet.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> GiveUpAsync(int count)
    {
        var began = Stopwatch.GetTimestamp();
        await Patience.UntilAsync(() => GivenUp >= count, $"{count} nodes are given up");
        return Stopwatch.GetElapsedTime(began);
    }

    private static async Task<Nodes> StartAsync(Nodes nodes, int count)
    {
        try
        {
            // The first prints the owner link; it is told apart by having been first.
            nodes._nodes.Add(await nodes.StartNodeAsync(0));
            nodes._nodes.AddRange(await Task.WhenAll(Enumerable.Range(1, count - 1).Select(node => nodes.StartNodeAsync(node))));
            return nodes;
        }
        catch
        {
            await nodes.DisposeAsync();
            throw;
        }
    }

    /// <summary>The secret of a new owner link, which holds from other hosts too.</summary>
    public async Task<string> OwnerSecretAsync() => (await Executable.RunAsync("link", "--remote", "--data", FolderOf(0))).Demand().LastLine.Split('#')[1];

    /// <summary>Starts a node that has ended, at its address.</summary>
    public async Task StartAgainAsync(int node)
    {
        var address = _nodes[node].Address;
        await _nodes[node].DisposeAsync();
        _nodes[node] = await StartNodeAsync(node, address.Port);
    }

    /// <summary>Starts all of them, which have ended, at once.</summary>
    public Task StartAllAgainAsync() => Task.WhenAll(Enumerable.Range(0, _nodes.Count).Select(StartAgainAsync));

    /// <summary>Stops all of them in good order and starts them: what they remembered is gone.</summary>
    public async Task RestartAllAsync()
    {
        foreach (var node in _nodes)
            node.Terminate();
        await Task.WhenAll(_nodes.Select(node => node.EndedAsync()));
        await StartAllAgainAsync();
    }

    /// <summary>Starts those that have ended, which a test left so that failed.</summary>
    public Task StartEndedAsync() => Task.WhenAll(Enumerable.Range(0, _nodes.Count).Where(node => _nodes[node].HasEnded).Select(StartAgainAsync));

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_nodes.Select(node => node.DisposeAsync().AsTask()));
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<int> FindHolderAsync(string document)
    {
        for (var node = 0; node < Count; node++)
        {
            if (_nodes[node].HasEnded)
                continue;
            await using var admin = await AdminClient.ConnectAsync(new StorageSettings(FolderOf(node), _connection));
            if ((await admin.GetAsync<AdminApi.Holder>($"/admin/documents/{document}/holder")).Here)
                return node;
        }

        return -1;
    }

    private Task<ServerProcess> StartNodeAsync(int node, int? port = null)
    {
        var address = Hosts is null ? "127.0.0.1" : Hosts.AddressOf(node);
        return ServerProcess.StartAsync(
            new Uri($"http://{address}:{port ?? (Hosts is null ? Ports.Free() : 5080)}/"),
            [
                "serve", "--no-limits", "--data", FolderOf(node), "--storage", "postgres", "--connection", _connection,
                $"--Collab:Cluster:Id={_cluster}", $"--Collab:Cluster:Address={address}", "--Collab:PublicUrl=http://127.0.0.1", $"--Collab:Role={_roles.ElementAtOrDefault(node) ?? "All"}",
                $"--Collab:Cluster:SiloPort={SiloPorts.ElementAtOrDefault(node)}",
            ],
            host: Hosts?[node],
            environment: Clocks.ElementAtOrDefault(node)?.Environment ?? Environment);
    }
}
