using System.Net.Http.Json;
using System.Text.Json;
using Collab.Benchmarks.Readers;

namespace Collab.Benchmarks.Goals;

/// <summary>Three nodes beside one, on one PostgreSQL and the same processors: what it costs that they speak with each other.</summary>
internal static class NodeGoals
{
    private const int Documents = 300, Callers = 63;

    public static async Task RunAsync(GoalRun run)
    {
        using var postgres = new OwnPostgres();
        await using var one = await ClusterAsync(postgres.NewDatabase(), 1);
        await using var three = await ClusterAsync(postgres.NewDatabase(), 3);
        await run.RepeatAsync(async repeat =>
        {
            var (together, alone) = await GoalRun.InTurnsAsync(repeat, () => WriteAsync(run, three), () => WriteAsync(run, one));
            run.Add("nodes", together.Sum() / run.Options.Measured.TotalSeconds, alone.Sum() / run.Options.Measured.TotalSeconds);
            run.Add("nodes-shares", together.Min() * 3.0 / together.Sum());
        });
    }

    private static async Task<Cluster> ClusterAsync(string connection, int count)
    {
        Task<ServerProcess> StartAsync(string data) => ServerProcess.CollabAsync(data, connection, $"--Collab:Cluster:Id=nodes-{count}", "--Collab:PublicUrl=http://127.0.0.1");
        var room = await Room.OpenAsync(start: StartAsync);
        var folder = Directory.CreateTempSubdirectory("collab-benchmark-").FullName;
        var others = await Task.WhenAll(Enumerable.Range(1, count - 1).Select(node => StartAsync(Path.Combine(folder, $"node-{node}"))));
        using var client = room.Client();
        var documents = new List<(string Document, string Clause)>();
        for (var i = 0; i < Documents; i++)
        {
            using var made = await client.PostAsJsonAsync($"api/seminars/{room.Seminar}/documents", new { commandId = Guid.NewGuid(), title = $"Minutes {i}", text = "1. The minutes are public.\n", format = "text" });
            var document = (await made.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
            var snapshot = await client.GetFromJsonAsync<JsonElement>($"api/documents/{document}");
            documents.Add((document, snapshot.GetProperty("clauses")[0].GetProperty("id").GetString()!));
        }

        return new Cluster(room, others, folder, documents);
    }

    /// <returns>Acknowledged writes of the measured time, of each node's callers.</returns>
    private static async Task<long[]> WriteAsync(GoalRun run, Cluster cluster)
    {
        using var readers = await ReaderCrowd.ConnectAsync([.. cluster.Documents.Select((document, i) => Seat.Watching(cluster.Nodes[i % cluster.Nodes.Count].Address, cluster.Room.Token, document.Document))]);
        var clients = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => HubClient.ConnectAsync(cluster.Nodes[caller % cluster.Nodes.Count].Address, cluster.Room.Token)));
        var (written, measuring) = (new long[cluster.Nodes.Count], false);
        await Load.ClosedLoopAsync(Callers, async caller =>
        {
            var (document, clause) = cluster.Documents[Random.Shared.Next(Documents)];
            await clients[caller].InvokeAsync("Annotate", $$$"""[{"document":"{{{document}}}","commandId":"{{{Guid.NewGuid()}}}","targets":[{"clause":"{{{clause}}}"}],"body":{"text":"{{{Room.Text(0)}}}","format":"markdown"}}]""");
            if (Volatile.Read(ref measuring))
                Interlocked.Increment(ref written[caller % cluster.Nodes.Count]);
        }, run.Options.WarmUp, run.Options.Measured, () => SetAsync(true), () => SetAsync(false));
        await readers.CheckAsync();
        foreach (var client in clients)
            await client.DisposeAsync();
        return written;

        Task SetAsync(bool now)
        {
            Volatile.Write(ref measuring, now);
            return Task.CompletedTask;
        }
    }

    private sealed class Cluster(Room room, ServerProcess[] others, string folder, IReadOnlyList<(string Document, string Clause)> documents) : IAsyncDisposable
    {
        public Room Room => room;

        public IReadOnlyList<ServerProcess> Nodes { get; } = [room.Server, .. others];

        public IReadOnlyList<(string Document, string Clause)> Documents => documents;

        public async ValueTask DisposeAsync()
        {
            foreach (var node in others)
                await node.DisposeAsync();
            await room.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
