using System.Diagnostics;
using Collab.Cluster.Tests.Running;
using Collab.Testing.Checking;
using Collab.Testing.Postgres;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>Three nodes on three hosts, between which the network breaks. COLLAB_FAULTS sets how often.</summary>
public sealed class PartitionTests(ITestOutputHelper output)
{
    private const int Count = 3, AnsweredBetweenFaults = 60;

    // Promised are 10 s at the 99th percentile, on a machine that does nothing else.
    private static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(20);

    private static int Faults => int.Parse(Environment.GetEnvironmentVariable("COLLAB_FAULTS") ?? "1");

    [Fact]
    public Task A_node_that_loses_everybody_acknowledges_nothing_and_the_others_go_on() => SurvivesAsync(
        "isolated",
        (hosts, node) => hosts.Isolate(node),
        (hosts, node) => hosts.Rejoin(node));

    [Fact]
    public Task A_node_that_loses_the_others_but_not_the_database_forks_nothing() => SurvivesAsync(
        "cut off from the others",
        (hosts, node) => Others(node).ForEach(other => hosts.Cut(node, Hosts.AddressOf(other))),
        (hosts, node) => Others(node).ForEach(other => hosts.Heal(node, Hosts.AddressOf(other))));

    private static List<int> Others(int node) => [.. Enumerable.Range(0, Count).Where(other => other != node)];

    private async Task SurvivesAsync(string fault, Action<Hosts, int> cut, Action<Hosts, int> heal)
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
        await using var load = await Load.StartAsync(room, writers: 8, readers: 12, seed: 5);
        for (var i = 0; i < Faults; i++)
        {
            var before = load.Answered;
            await Patience.UntilAsync(() => load.Answered >= before + AnsweredBetweenFaults, "the writers are answered");
            await load.SeeHeadAsync();
            // The node that holds the document, or one beside it: both in turn.
            var node = i % Count;
            load.History.Fault($"node {node} {fault} after {load.Answered} operations");
            var given = nodes.GivenUp;
            cut(hosts, node);
            var resumed = await load.ResumedAsync();
            await Patience.UntilAsync(() => nodes.GivenUp > given, "the others give the node up");
            output.WriteLine($"node {node} {fault}: writes resumed after {resumed.TotalSeconds:0.00} s (promised: 10)");
            Assert.True(resumed < Tolerated, $"It took {resumed}.");
            before = load.Answered;
            await Patience.UntilAsync(() => load.Answered >= before + AnsweredBetweenFaults, "the writers are answered meanwhile");
            heal(hosts, node);
            await Patience.UntilAsync(() => nodes[node].HasEnded, "the node learns that it was given up, and ends");
            await nodes.StartAgainAsync(node);
        }

        await load.StopAsync();
        Assert.Equal(Faults, nodes.GivenUp);
        Assert.Empty(Checker.Check(await load.GatherAsync(leastAnswered: Faults * AnsweredBetweenFaults, leastFaults: Faults)));
    }
}
