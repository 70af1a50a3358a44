using System.Diagnostics;
using Collab.Cluster.Tests.Running;
using Collab.Testing.Checking;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>Three nodes on one PostgreSQL. COLLAB_FAULTS sets how often each fault strikes, COLLAB_SEED the moments.</summary>
[Collection(nameof(PostgresFixture))]
public sealed class NodeTests(PostgresFixture postgres, ITestOutputHelper output)
{
    private const int Count = 3, AnsweredBetweenFaults = 60;

    [Fact]
    public async Task Any_node_answers_for_any_document_and_shows_what_another_acknowledged()
    {
        await using var nodes = await Nodes.StartAsync(postgres.Server.NewDatabase(), Count);
        using var room = await Room.EnterAsync(nodes[0], nodes.Addresses);
        await using var load = await Load.StartAsync(room, writers: 6, readers: 9, Seed);
        await Patience.UntilAsync(() => load.Answered >= 300, "the writers are answered");
        for (var i = 0; i < 30; i++)
            await load.LookElsewhereAsync();
        await load.StopAsync();

        Assert.Empty(Checker.Check(await load.GatherAsync(leastAnswered: 300, leastFaults: 0)));
        var exports = await Task.WhenAll(nodes.Addresses.Select(async node =>
        {
            using var owner = room.Owner.At(node);
            return await owner.Http.GetStringAsync($"api/documents/{room.Document}/export?format=json");
        }));
        Assert.All(exports, export => Assert.Equal(exports[0], export));
    }

    [Fact]
    public async Task A_killed_node_is_replaced_and_nothing_acknowledged_is_lost()
    {
        var resumed = await StrikeAsync("killed", async (nodes, node, load) =>
        {
            await nodes[node].KillAsync();
            var pause = await load.ResumedAsync();
            await nodes.StartAgainAsync(node);
            return pause;
        });

        Assert.True(resumed.Max() < TimeSpan.FromSeconds(6), $"Writes resumed after {resumed.Max().TotalSeconds:0.0} s.");
    }

    private static int Seed => int.Parse(Environment.GetEnvironmentVariable("COLLAB_SEED") ?? "20261125");

    private static int Faults => int.Parse(Environment.GetEnvironmentVariable("COLLAB_FAULTS") ?? "3");

    /// <returns>How long after each fault every writer had been answered again.</returns>
    private async Task<IReadOnlyList<TimeSpan>> StrikeAsync(string fault, Func<Nodes, int, Load, Task<TimeSpan>> strike)
    {
        await using var nodes = await Nodes.StartAsync(postgres.Server.NewDatabase(), Count);
        using var room = await Room.EnterAsync(nodes[0], nodes.Addresses);
        await using var load = await Load.StartAsync(room, writers: 8, readers: 12, Seed);
        var random = new Random(Seed);
        List<TimeSpan> pauses = [];
        for (var i = 0; i < Faults; i++)
        {
            var before = load.Answered;
            await Patience.UntilAsync(() => load.Answered >= before + AnsweredBetweenFaults, "the writers are answered");
            await load.SeeHeadAsync();
            var node = random.Next(Count);
            load.History.Fault($"node {node} {fault} after {load.Answered} operations");
            pauses.Add(await strike(nodes, node, load));
        }

        await load.StopAsync();
        var evidence = await load.GatherAsync(leastAnswered: Faults * AnsweredBetweenFaults, leastFaults: Faults);
        output.WriteLine($"seed {Seed}, {Faults} × {fault}: {string.Join(", ", evidence.Operations.CountBy(operation => operation.Outcome).Select(outcome => $"{outcome.Value} {outcome.Key}"))}; {evidence.Log.Count} events, {load.Reconnects} reconnects");
        output.WriteLine($"writes resumed after {string.Join(", ", pauses.Select(pause => $"{pause.TotalSeconds:0.00}"))} s");
        Assert.Empty(Checker.Check(evidence));
        return pauses;
    }
}
