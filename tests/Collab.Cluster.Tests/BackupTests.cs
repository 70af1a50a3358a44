using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Collab.Cluster.Tests.Running;
using Collab.Testing;
using Collab.Testing.Checking;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>A backup of servers at work, and what readers of the old log are told by the restored one.</summary>
public sealed class BackupTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>, IDisposable
{
    private const int Rate = 100;

    private readonly string _folder = Directory.CreateTempSubdirectory("collab-backup-").FullName;

    private string Backup => Path.Combine(_folder, "all.backup");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Of_a_server_under_load_it_is_an_exact_prefix_and_the_restored_log_is_known_as_another()
    {
        await using var server = await ServerProcess.StartAsync(Path.Combine(_folder, "data"));
        using var room = await Room.EnterAsync(server);
        await HoldsAsync(room, ["--data", Path.Combine(_folder, "data")], []);
    }

    [Fact]
    public async Task Of_a_cluster_under_load_it_is_an_exact_prefix_and_the_restored_log_is_known_as_another()
    {
        await using var nodes = await Nodes.StartAsync(postgres.Server, 2);
        using var room = await Room.EnterAsync(nodes[0], nodes.Addresses);
        await HoldsAsync(room, ["--data", nodes.FolderOf(0), "--storage", "postgres", "--connection", nodes.Connection], ["--storage", "postgres", "--connection", postgres.Server.NewDatabase()]);
    }

    private async Task HoldsAsync(Room room, string[] from, string[] into)
    {
        await using var load = await Load.StartAsync(room, writers: 8, readers: 4, Round.Seed);
        await Patience.UntilAsync(() => load.Answered >= 100, "the writers are answered");
        var before = load.History.Operations.Where(operation => operation.Outcome == Outcome.Answered).Max(operation => operation.Seq);
        var (began, answered, machine) = (Stopwatch.GetTimestamp(), load.Answered, Machine.Watch());
        (await Executable.RunAsync(["backup", Backup, .. from])).Demand();
        load.History.Fault("backup");
        var after = load.Answered;
        var (rate, left) = ((after - answered) / Stopwatch.GetElapsedTime(began).TotalSeconds, machine.Left());
        // More than can have been under way when it ended: some of them are not in it.
        await Patience.UntilAsync(() => load.Answered > after + 20, "the writers go on");
        var old = await room.SnapshotAsync();
        await load.StopAsync();
        (await load.GatherAsync(leastAnswered: 100, leastFaults: 1)).AssertHolds();
        var log = await room.Owner.EventsAsync(room.Document);

        var restored = Path.Combine(_folder, "restored");
        (await Executable.RunAsync(["restore", Backup, "--data", restored, .. into])).Demand();
        (await Executable.RunAsync(["verify", "--data", restored, .. into])).Demand();
        await using var server = await ServerProcess.StartAsync(new Uri($"http://127.0.0.1:{Ports.Free()}/"), ["serve", "--no-limits", "--data", restored, .. into]);
        using var owner = room.Owner.At(server.Address);
        var found = await owner.EventsAsync(room.Document);
        output.WriteLine($"{found.Count} of {log.Count} events are in the backup, {before} were acknowledged before it began; {rate:0} operations a second were answered meanwhile (at least {Rate}; left by others: {left:0%})");
        Assert.True(rate >= Rate * left, $"Only {rate:0} operations a second were answered during the backup.");
        Assert.InRange(found.Count, before, log.Count - 1);
        Assert.Equal(log.Take(found.Count).Select(e => e.GetRawText()), found.Select(e => e.GetRawText()));

        // Everything by which somebody may hold on to the old log: cursors, what was acknowledged, ETags.
        var now = await owner.GetAsync($"api/documents/{room.Document}");
        Assert.NotEqual((string)old["epoch"]!, (string)now["epoch"]!);
        await IsToldAsync($"events?after={old["epoch"]}:{found.Count}");
        await IsToldAsync($"events?after={old["seq"]}");
        await IsToldAsync($"?atLeast={old["epoch"]}:{found.Count}");
        using var asked = new HttpRequestMessage(HttpMethod.Get, $"api/documents/{room.Document}");
        using var first = await room.Owner.Http.GetAsync(asked.RequestUri);
        asked.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var anew = await owner.Http.SendAsync(asked);
        Assert.Equal(HttpStatusCode.OK, anew.StatusCode);

        async Task IsToldAsync(string what)
        {
            using var answer = await owner.Http.GetAsync($"api/documents/{room.Document}{(what[0] == '?' ? "" : "/")}{what}");
            Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
            Assert.Equal("resync", JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString());
        }
    }
}
