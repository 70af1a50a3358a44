using Collab.Cluster.Tests.Running;
using Collab.Testing;
using Collab.Testing.Checking;
using Collab.Testing.Postgres;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>Three nodes on three hosts, between which the network breaks. COLLAB_PARTITIONS sets how often in each way (default 3).</summary>
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
        using var postgres = PostgresServer.StartNew(Hosts.Database);
        await using var nodes = await Nodes.StartAsync(postgres, hosts, Count);
        using var room = await Room.EnterAsync(nodes[0], await nodes.OwnerSecretAsync(), nodes.Addresses);
        var partitions = 2 * Round.Number("COLLAB_PARTITIONS", 3);
        await using var load = await Load.StartAsync(room, writers: 8, readers: 12, Round.Seed);
        var pauses = new Times(Promised);
        for (var i = 0; i < partitions; i++)
        {
            await load.AnswersAsync(Between);
            await load.SeeHeadAsync();
            // The node that holds the document, or one beside it: both in turn. And each node in both ways.
            var (node, isolated) = (i % Count, i % 2 == 0);
            load.History.Fault($"node {node} {(isolated ? "isolated" : "cut off from the others, not from the database,")} after {load.Answered} operations");
            var (given, machine) = (nodes.GivenUp, Machine.Watch());
            Cut(hosts, node, isolated);
            var givenUp = nodes.GiveUpAsync(given + 1);
            pauses.Add(await load.ResumedAsync(), machine.Left());
            output.WriteLine($"node {node} given up after {(await givenUp).TotalSeconds:0.00} s");
            await load.AnswersAsync(Between, "meanwhile");
            Heal(hosts, node, isolated);
            await Patience.UntilAsync(() => nodes[node].HasEnded, "the node learns that it was given up, and ends");
            await load.CalmlyAsync(() => nodes.StartAgainAsync(node));
        }

        await load.StopAsync();
        var evidence = await load.GatherAsync(leastAnswered: partitions * Between, leastFaults: partitions);
        output.WriteLine($"seed {Round.Seed}, {partitions} partitions: {evidence.Outcomes()}, {load.Reconnects} reconnects");
        output.WriteLine($"isolated and cut off from the others in turn: writes resumed after {pauses}");
        output.Record("partitions", partitions, evidence.Operations.Count, pauses);
        Assert.Equal(partitions, nodes.GivenUp);
        Assert.Empty(Checker.Check(evidence));
        pauses.Demand("Writes resumed after");
    }

    private static void Cut(Hosts hosts, int node, bool isolated)
    {
        if (isolated)
            hosts.Isolate(node);
        else
            Others(node).ForEach(other => hosts.Cut(node, Hosts.AddressOf(other)));
    }

    private static void Heal(Hosts hosts, int node, bool isolated)
    {
        if (isolated)
            hosts.Rejoin(node);
        else
            Others(node).ForEach(other => hosts.Heal(node, Hosts.AddressOf(other)));
    }

    private static List<int> Others(int node) => [.. Enumerable.Range(0, Count).Where(other => other != node)];
}
