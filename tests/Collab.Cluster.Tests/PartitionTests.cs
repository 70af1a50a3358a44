using Collab.Cluster.Tests.Running;
using Collab.Testing;
using Collab.Testing.Checking;
using Collab.Testing.Postgres;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>Three nodes on three hosts, between which the network breaks. COLLAB_PARTITIONS sets how often in each way (default 2).</summary>
[Collection(nameof(HostsCollection))]
public sealed class PartitionTests(ITestOutputHelper output)
{
    private const int Count = 3, Between = 40;

    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_node_that_loses_everybody_or_the_others_alone_acknowledges_nothing_and_forks_nothing()
    {
        if (Hosts.Missing is { } missing)
        {
            output.WriteLine($"Not run: {missing}.");
            return;
        }

        using var hosts = new Hosts(Count);
        using var postgres = PostgresServer.StartNew(hosts.Database);
        await using var nodes = await Nodes.StartAsync(postgres, hosts, Count);
        using var room = await Room.EnterAsync(nodes[0], await nodes.OwnerSecretAsync(), nodes.Addresses);
        var partitions = 2 * Round.Number("COLLAB_PARTITIONS", 2);
        await using var load = await Load.StartAsync(room, writers: 8, readers: 12, Round.Seed, new Manner { Thinking = Manner.Steady });
        var strikes = new Strikes(nodes, room, load, Promised, Round.Seed);
        for (var i = 0; i < partitions; i++)
        {
            await load.AnswersAsync(Between);
            await load.SeeHeadAsync();
            var strike = await strikes.NextAsync();
            // Each in both ways; but of three that are cut off from each other and not from the database any may be the one that stays.
            var isolated = i % 2 == 0 || strike.Victim == Victim.Both;
            load.History.Fault($"{strike} {(isolated ? "isolated" : "cut off from the others, not from the database,")} after {load.Answered} operations");
            var (given, machine) = (nodes.GivenUp, Machine.Watch());
            foreach (var node in strike.Nodes)
                Cut(hosts, node, isolated);
            var givenUp = nodes.GiveUpAsync(given + strike.Nodes.Count);
            strikes.Add(strike, await load.ResumedAsync(), machine.Left());
            output.WriteLine($"{strike} given up after {(await givenUp).TotalSeconds:0.00} s");
            await load.AnswersAsync(Between, "meanwhile");
            foreach (var node in strike.Nodes)
                Heal(hosts, node, isolated);
            foreach (var node in strike.Nodes)
                await Patience.UntilAsync(() => nodes[node].HasEnded, "the node learns that it was given up, and ends");
            await load.CalmlyAsync(() => Task.WhenAll(strike.Nodes.Select(nodes.StartAgainAsync)));
        }

        await load.StopAsync();
        var evidence = await load.GatherAsync(leastAnswered: partitions * Between, leastFaults: partitions);
        output.WriteLine($"seed {Round.Seed}, {partitions} partitions: {evidence.Outcomes()}, {load.Reconnects} reconnects");
        output.WriteLine($"isolated and cut off from the others in turn: writes resumed after {strikes}");
        output.Record("partitions", partitions, evidence.Operations.Count, strikes.OfOne);
        Assert.Equal(strikes.Nodes, nodes.GivenUp);
        evidence.AssertHolds();
        strikes.Demand("Writes resumed after");
    }

    private static void Cut(Hosts hosts, int node, bool isolated)
    {
        if (isolated)
            hosts.Isolate(node);
        else
            Others(node).ForEach(other => hosts.Cut(node, hosts.AddressOf(other)));
    }

    private static void Heal(Hosts hosts, int node, bool isolated)
    {
        if (isolated)
            hosts.Rejoin(node);
        else
            Others(node).ForEach(other => hosts.Heal(node, hosts.AddressOf(other)));
    }

    private static List<int> Others(int node) => [.. Enumerable.Range(0, Count).Where(other => other != node)];
}
