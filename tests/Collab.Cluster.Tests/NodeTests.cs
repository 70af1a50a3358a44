using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
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

        (await load.GatherAsync(leastAnswered: 300, leastFaults: 0)).AssertHolds();
        Assert.Equal(given, Nodes.GivenUp);
        var exports = await Task.WhenAll(Nodes.Addresses.Select(async node =>
        {
            using var owner = room.Owner.At(node);
            return await owner.Http.GetStringAsync($"api/documents/{room.Document}/export?format=json");
        }));
        Assert.All(exports, export => Assert.Equal(exports[0], export));
    }

    [Fact]
    public async Task A_seat_that_an_owner_moves_at_one_node_is_taken_at_another_and_lost_at_a_third()
    {
        using var room = await three.NewRoomAsync();
        var (lost, joined) = await Person.JoinAsync(Nodes.Addresses[0], await room.InviteAsync("annotator"), "Ida Lund");
        using var _ = lost;
        var member = (string)joined["member"]!;
        using var owner = room.Owner.At(Nodes.Addresses[1]);
        var made = await owner.PostAsync($"api/seminars/{room.Seminar}/members/{member}/seat", new { });
        using var client = Person.Client(Nodes.Addresses[2]);
        using var entered = await client.PostAsJsonAsync("api/join", new { secret = ((string)made["url"]!).Split('#')[1] });
        Assert.Equal(member, (string)JsonNode.Parse(await entered.Content.ReadAsStringAsync())!["member"]!);
        // The lost browser is signed in still, and sits nowhere.
        using var refused = await lost.Http.GetAsync($"api/documents/{room.Document}");
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    [Fact]
    public async Task A_killed_node_is_replaced_and_nothing_acknowledged_is_lost()
    {
        var (faults, given) = (Round.Number("COLLAB_FAULTS", 10), Nodes.GivenUp);
        using var room = await three.NewRoomAsync();
        await using var load = await Load.StartAsync(room, writers: 8, readers: 12, Round.Seed);
        var strikes = new Strikes(Nodes, room, load, Promised, Round.Seed);
        for (var fault = 0; fault < faults; fault++)
        {
            await load.AnswersAsync(Between);
            await load.SeeHeadAsync();
            var strike = await strikes.NextAsync();
            load.History.Fault($"{strike} killed after {load.Answered} operations");
            var machine = Machine.Watch();
            await Task.WhenAll(strike.Nodes.Select(node => Nodes[node].KillAsync()));
            strikes.Add(strike, await load.ResumedAsync(), machine.Left());
            await load.CalmlyAsync(() => Task.WhenAll(strike.Nodes.Select(Nodes.StartAgainAsync)));
        }

        await load.StopAsync();
        await Nodes.GiveUpAsync(given + strikes.Nodes);
        var evidence = await load.GatherAsync(leastAnswered: faults * Between, leastFaults: faults);
        output.WriteLine($"seed {Round.Seed}, {faults} kills: {evidence.Outcomes()}, {load.Reconnects} reconnects");
        output.WriteLine($"writes resumed after {strikes}");
        output.Record("nodes-killed", faults, evidence.Operations.Count, strikes.OfOne);
        evidence.AssertHolds();
        Assert.Equal(given + strikes.Nodes, Nodes.GivenUp);
        strikes.Demand("Writes resumed after");
    }

    [Fact]
    public async Task A_rolling_restart_fails_no_operation_and_readers_hardly_notice()
    {
        var (rounds, given) = (Round.Number("COLLAB_RESTARTS", 1), Nodes.GivenUp);
        using var room = await three.NewRoomAsync();
        await using var load = await Load.StartAsync(room, writers: 8, readers: 12, Round.Seed, new Manner(Patient: true));
        var (gaps, strikes, holders) = (new Times(PromisedGap), new Strikes(Nodes, room, load, PromisedGap, Round.Seed), 0);
        for (var round = 0; round < rounds; round++)
        {
            await load.AnswersAsync(Between);
            // It begins with those, and ends with the rest.
            var first = (await strikes.NextAsync()).Nodes;
            var (began, machine) = (Stopwatch.GetTimestamp(), Machine.Watch());
            foreach (var node in first.Concat(Enumerable.Range(0, three.Count).Except(first)))
            {
                var holds = node == await Nodes.HolderOfAsync(room.Document);
                holders += holds ? 1 : 0;
                load.History.Fault($"node {node}{(holds ? ", which holds the document," : "")} terminated after {load.Answered} operations");
                Nodes[node].Terminate();
                Assert.Equal(0, await Nodes[node].EndedAsync());
                await Nodes.StartAgainAsync(node);
                await load.ResumedAsync();
            }

            gaps.Add(load.LongestSilence(began), machine.Left());
        }

        await load.StopAsync();
        var evidence = await load.GatherAsync(leastAnswered: rounds * three.Count * Between, leastFaults: rounds * three.Count);
        output.WriteLine($"{rounds} rolling restarts, {holders} of {rounds * three.Count} nodes held the document: {evidence.Outcomes()}; longest silence of a reader {gaps}");
        output.Record("restarts", rounds, evidence.Operations.Count, gaps);
        evidence.AssertHolds();
        Assert.Equal(given + (rounds * three.Count), Nodes.GivenUp);
        Assert.DoesNotContain(evidence.Operations, operation => operation.Outcome == Outcome.Unknown);
        Assert.True(holders >= rounds, "Whoever held the document was never struck.");
        gaps.Demand("A reader heard nothing for");
    }

    [Fact]
    public async Task The_holder_and_a_readers_node_stop_at_once_and_no_operation_fails()
    {
        var given = Nodes.GivenUp;
        using var room = await three.NewRoomAsync();
        await using var load = await Load.StartAsync(room, writers: 8, readers: 12, Round.Seed, new Manner(Patient: true));
        await load.AnswersAsync(Between);
        var (strikes, gap) = (new Strikes(Nodes, room, load, PromisedGap, Round.Seed), new Times(PromisedGap));
        var strike = await strikes.ChooseAsync(Victim.Both);
        var (began, machine) = (Stopwatch.GetTimestamp(), Machine.Watch());
        load.History.Fault($"{strike} terminated after {load.Answered} operations");
        foreach (var node in strike.Nodes)
            Nodes[node].Terminate();
        Assert.All(await Task.WhenAll(strike.Nodes.Select(node => Nodes[node].EndedAsync())), code => Assert.Equal(0, code));
        await load.ResumedAsync();
        await load.HeardAsync();
        gap.Add(load.LongestSilence(began), machine.Left());
        await load.CalmlyAsync(() => Task.WhenAll(strike.Nodes.Select(Nodes.StartAgainAsync)));
        await load.StopAsync();

        var evidence = await load.GatherAsync(leastAnswered: 2 * Between, leastFaults: 1);
        output.WriteLine($"{evidence.Outcomes()}; longest silence of a reader {gap}");
        evidence.AssertHolds();
        Assert.Equal(given + strike.Nodes.Count, Nodes.GivenUp);
        Assert.DoesNotContain(evidence.Operations, operation => operation.Outcome == Outcome.Unknown);
        gap.Demand("A reader heard nothing for");
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
        (await load.GatherAsync(leastAnswered: 2 * Between, leastFaults: 1)).AssertHolds();
        ready.Demand("Ready after");
    }
}
