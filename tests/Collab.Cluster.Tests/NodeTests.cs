using System.Diagnostics;
using Collab.Cluster.Tests.Running;
using Collab.Testing.Checking;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>Three nodes on one PostgreSQL. COLLAB_FAULTS sets how often each fault strikes, COLLAB_SEED where and when.</summary>
[Collection(nameof(PostgresFixture))]
public sealed class NodeTests(PostgresFixture postgres, ITestOutputHelper output)
{
    private const int Count = 3, AnsweredBetweenFaults = 60;

    private static int Seed => int.Parse(Environment.GetEnvironmentVariable("COLLAB_SEED") ?? "20261125");

    private static int Faults => int.Parse(Environment.GetEnvironmentVariable("COLLAB_FAULTS") ?? "2");

    [Fact]
    public async Task Any_node_answers_for_any_document_and_shows_what_another_acknowledged()
    {
        await using var nodes = await Nodes.StartAsync(postgres.Server, Count);
        using var room = await Room.EnterAsync(nodes[0], nodes.Addresses);
        await using var load = await Load.StartAsync(room, writers: 6, readers: 9, Seed);
        await Patience.UntilAsync(() => load.Answered >= 300, "the writers are answered");
        for (var i = 0; i < 30; i++)
            await load.LookElsewhereAsync();
        await load.StopAsync();

        Assert.Empty(Checker.Check(await load.GatherAsync(leastAnswered: 300, leastFaults: 0)));
        Assert.Equal(0, nodes.GivenUp);
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
        var pauses = await StrikeAsync("killed", async (nodes, node, load) =>
        {
            await nodes[node].KillAsync();
            var pause = await load.ResumedAsync();
            await nodes.StartAgainAsync(node);
            return pause;
        });

        // Promised are 3 s at the 99th percentile, on a machine that does nothing else.
        Assert.True(pauses.Max() < TimeSpan.FromSeconds(10), $"Writes resumed after {pauses.Max().TotalSeconds:0.0} s.");
    }

    [Fact]
    public async Task A_frozen_node_is_replaced_and_forks_nothing_when_it_wakes()
    {
        var pauses = await StrikeAsync("frozen", async (nodes, node, load) =>
        {
            var given = nodes.GivenUp;
            nodes[node].Freeze();
            var pause = await load.ResumedAsync();
            await Patience.UntilAsync(() => nodes.GivenUp > given, "the others give the frozen node up");
            nodes[node].Thaw();
            var before = load.Answered;
            await Patience.UntilAsync(() => load.Answered >= before + AnsweredBetweenFaults, "the writers are answered with the zombie awake");
            // It learns that the others gave it up, and ends itself; whoever runs it starts it again.
            await Patience.UntilAsync(() => nodes[node].HasEnded, $"the zombie ends. {nodes[node].Output}");
            await nodes.StartAgainAsync(node);
            return pause;
        });

        // Promised are 10 s at the 99th percentile.
        Assert.True(pauses.Max() < TimeSpan.FromSeconds(20), $"Writes resumed after {pauses.Max().TotalSeconds:0.0} s.");
    }

    [Fact]
    public async Task A_rolling_restart_fails_no_operation_and_readers_hardly_notice()
    {
        await using var nodes = await Nodes.StartAsync(postgres.Server, Count);
        using var room = await Room.EnterAsync(nodes[0], nodes.Addresses);
        await using var load = await Load.StartAsync(room, writers: 8, readers: 12, Seed);
        await Patience.UntilAsync(() => load.Answered >= AnsweredBetweenFaults, "the writers are answered");
        var began = Stopwatch.GetTimestamp();
        for (var node = 0; node < Count; node++)
        {
            load.History.Fault($"node {node} terminated after {load.Answered} operations");
            nodes[node].Terminate();
            Assert.Equal(0, await nodes[node].EndedAsync());
            await nodes.StartAgainAsync(node);
            await load.ResumedAsync();
        }

        var silence = load.LongestSilence(began);
        await load.StopAsync();
        output.WriteLine($"longest silence of a reader: {silence.TotalSeconds:0.00} s (promised: 2)");
        var evidence = await load.GatherAsync(leastAnswered: Count * AnsweredBetweenFaults, leastFaults: Count);
        Assert.Empty(Checker.Check(evidence));
        Assert.Equal(Count, nodes.GivenUp);
        Assert.True(silence < TimeSpan.FromSeconds(6), $"A reader heard nothing for {silence.TotalSeconds:0.0} s.");
    }

    [Fact]
    public async Task All_nodes_killed_at_once_come_back_with_everything()
    {
        await using var nodes = await Nodes.StartAsync(postgres.Server, Count);
        using var room = await Room.EnterAsync(nodes[0], nodes.Addresses);
        await using var load = await Load.StartAsync(room, writers: 8, readers: 12, Seed);
        await Patience.UntilAsync(() => load.Answered >= AnsweredBetweenFaults, "the writers are answered");
        load.History.Fault("all nodes killed");
        await Task.WhenAll(Enumerable.Range(0, Count).Select(node => nodes[node].KillAsync()));
        var began = Stopwatch.GetTimestamp();
        await nodes.StartAllAgainAsync();
        var ready = Stopwatch.GetElapsedTime(began);
        var resumed = ready + await load.ResumedAsync();
        var before = load.Answered;
        await Patience.UntilAsync(() => load.Answered >= before + AnsweredBetweenFaults, "the writers are answered");
        await load.StopAsync();

        output.WriteLine($"ready after {ready.TotalSeconds:0.0} s, writes resumed after {resumed.TotalSeconds:0.0} s (promised: 15)");
        Assert.Empty(Checker.Check(await load.GatherAsync(leastAnswered: 2 * AnsweredBetweenFaults, leastFaults: 1)));
        Assert.True(ready < TimeSpan.FromSeconds(30), $"Ready after {ready.TotalSeconds:0.0} s.");
    }

    [Fact]
    public async Task Two_clusters_that_know_nothing_of_each_other_fork_nothing()
    {
        await using var one = await Nodes.StartAsync(postgres.Server, 1, "one");
        await using var other = await one.StartOthersAsync("other");
        using var room = await Room.EnterAsync(one[0], [one[0].Address, other[0].Address]);
        await using var load = await Load.StartAsync(room, writers: 8, readers: 8, Seed);
        load.History.Fault("two clusters");
        await Patience.UntilAsync(() => load.Answered >= 1000, "the writers are answered");
        await load.StopAsync();

        var evidence = await load.GatherAsync(leastAnswered: 1000, leastFaults: 1);
        output.WriteLine($"{evidence.Operations.Count} operations, {evidence.Log.Count} events");
        Assert.Empty(Checker.Check(evidence));
    }

    /// <returns>How long after each fault every writer had been answered again.</returns>
    private async Task<IReadOnlyList<TimeSpan>> StrikeAsync(string fault, Func<Nodes, int, Load, Task<TimeSpan>> strike)
    {
        await using var nodes = await Nodes.StartAsync(postgres.Server, Count);
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
        Assert.Equal(Faults, nodes.GivenUp);
        output.WriteLine($"writes resumed after {string.Join(", ", pauses.Select(pause => $"{pause.TotalSeconds:0.00}"))} s");
        Assert.Empty(Checker.Check(evidence));
        return pauses;
    }
}
