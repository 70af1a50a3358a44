using System.Diagnostics;
using Collab.Cluster.Tests.Running;
using Collab.Testing;
using Collab.Testing.Checking;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>Three nodes on one PostgreSQL. COLLAB_FAULTS sets how often one is killed (default 10), COLLAB_RESTARTS how often all are restarted in turn, COLLAB_SEED where and when.</summary>
[Collection(nameof(AloneCollection))]
public sealed class NodeTests(ThreeNodes three, ITestOutputHelper output) : IClassFixture<ThreeNodes>
{
    private const int Between = 40;

    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(3), PromisedGap = TimeSpan.FromSeconds(2), PromisedReady = TimeSpan.FromSeconds(15);

    private Nodes Nodes => three.Nodes;

    [Fact]
    public async Task Any_node_answers_for_any_document_and_shows_what_another_acknowledged()
    {
        using var room = await three.NewRoomAsync();
        await using var load = await Load.StartAsync(room, writers: 6, readers: 9, Round.Seed);
        var given = Nodes.GivenUp;
        await load.AnswersAsync(300);
        for (var i = 0; i < 30; i++)
            await load.LookElsewhereAsync();
        await load.StopAsync();

        Assert.Empty(Checker.Check(await load.GatherAsync(leastAnswered: 300, leastFaults: 0)));
        Assert.Equal(given, Nodes.GivenUp);
        var exports = await Task.WhenAll(Nodes.Addresses.Select(async node =>
        {
            using var owner = room.Owner.At(node);
            return await owner.Http.GetStringAsync($"api/documents/{room.Document}/export?format=json");
        }));
        Assert.All(exports, export => Assert.Equal(exports[0], export));
    }

    [Fact]
    public async Task A_killed_node_is_replaced_and_nothing_acknowledged_is_lost()
    {
        var (faults, random, given) = (Round.Number("COLLAB_FAULTS", 10), new Random(Round.Seed), Nodes.GivenUp);
        using var room = await three.NewRoomAsync();
        await using var load = await Load.StartAsync(room, writers: 8, readers: 12, Round.Seed);
        var pauses = new Times(Promised);
        for (var fault = 0; fault < faults; fault++)
        {
            await load.AnswersAsync(Between);
            await load.SeeHeadAsync();
            var node = random.Next(three.Count);
            load.History.Fault($"node {node} killed after {load.Answered} operations");
            var machine = Machine.Watch();
            await Nodes[node].KillAsync();
            pauses.Add(await load.ResumedAsync(), machine.Left());
            await load.CalmlyAsync(() => Nodes.StartAgainAsync(node));
        }

        await load.StopAsync();
        await Nodes.GiveUpAsync(given + faults);
        var evidence = await load.GatherAsync(leastAnswered: faults * Between, leastFaults: faults);
        output.WriteLine($"seed {Round.Seed}, {faults} kills: {evidence.Outcomes()}, {load.Reconnects} reconnects");
        output.WriteLine($"writes resumed after {pauses}");
        output.Record("nodes-killed", faults, evidence.Operations.Count, pauses);
        Assert.Empty(Checker.Check(evidence));
        Assert.Equal(given + faults, Nodes.GivenUp);
        pauses.Demand("Writes resumed after");
    }

    [Fact]
    public async Task A_rolling_restart_fails_no_operation_and_readers_hardly_notice()
    {
        var (rounds, given) = (Round.Number("COLLAB_RESTARTS", 1), Nodes.GivenUp);
        using var room = await three.NewRoomAsync();
        await using var load = await Load.StartAsync(room, writers: 8, readers: 12, Round.Seed, new Manner(Patient: true));
        var gaps = new Times(PromisedGap);
        for (var round = 0; round < rounds; round++)
        {
            await load.AnswersAsync(Between);
            var (began, machine) = (Stopwatch.GetTimestamp(), Machine.Watch());
            for (var node = 0; node < three.Count; node++)
            {
                load.History.Fault($"node {node} terminated after {load.Answered} operations");
                Nodes[node].Terminate();
                Assert.Equal(0, await Nodes[node].EndedAsync());
                await Nodes.StartAgainAsync(node);
                await load.ResumedAsync();
            }

            gaps.Add(load.LongestSilence(began), machine.Left());
        }

        await load.StopAsync();
        var evidence = await load.GatherAsync(leastAnswered: rounds * three.Count * Between, leastFaults: rounds * three.Count);
        output.WriteLine($"{rounds} rolling restarts: {evidence.Outcomes()}; longest silence of a reader {gaps}");
        output.Record("restarts", rounds, evidence.Operations.Count, gaps);
        Assert.Empty(Checker.Check(evidence));
        Assert.Equal(given + (rounds * three.Count), Nodes.GivenUp);
        Assert.DoesNotContain(evidence.Operations, operation => operation.Outcome == Outcome.Unknown);
        gaps.Demand("A reader heard nothing for");
    }

    [Fact]
    public async Task All_nodes_killed_at_once_come_back_with_everything()
    {
        var given = Nodes.GivenUp;
        using var room = await three.NewRoomAsync();
        await using var load = await Load.StartAsync(room, writers: 8, readers: 12, Round.Seed);
        await load.AnswersAsync(Between);
        load.History.Fault("all nodes killed");
        await Task.WhenAll(Enumerable.Range(0, three.Count).Select(node => Nodes[node].KillAsync()));
        var (began, machine, ready) = (Stopwatch.GetTimestamp(), Machine.Watch(), new Times(PromisedReady));
        await Nodes.StartAllAgainAsync();
        ready.Add(Stopwatch.GetElapsedTime(began), machine.Left());
        var resumed = ready.Worst + await load.ResumedAsync();
        await load.AnswersAsync(Between);
        await load.StopAsync();
        await Nodes.GiveUpAsync(given + three.Count);

        output.WriteLine($"ready after {ready}, writes resumed after {resumed.TotalSeconds:0.0} s");
        Assert.Empty(Checker.Check(await load.GatherAsync(leastAnswered: 2 * Between, leastFaults: 1)));
        ready.Demand("Ready after");
    }
}
