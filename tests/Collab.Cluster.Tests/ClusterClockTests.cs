using Collab.Cluster.Tests.Running;
using Collab.Testing;
using Collab.Testing.Checking;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>Nodes whose clocks differ are one cluster: they join, see each other, and give up the one that died.</summary>
public sealed class ClusterClockTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1), Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task Nodes_whose_clocks_differ_and_are_set_are_one_cluster_and_replace_one_that_is_killed()
    {
        using Clock right = new(), ahead = new(5 * Hour), behind = new(-3 * Day);
        Clock[] clocks = [right, ahead, behind];
        await using var nodes = await Nodes.StartAsync(postgres.Server, clocks);
        using var room = await Room.EnterAsync(nodes[0], nodes.Addresses);
        await using var load = await Load.StartAsync(room, writers: 6, readers: 6, seed: 19);
        TimeSpan[][] settings = [[-Hour, Hour, Day / 2], [Day / 2, -Hour, TimeSpan.Zero]];
        for (var round = 0; round < settings.Length; round++)
        {
            for (var node = 0; node < clocks.Length; node++)
                clocks[node].Set(settings[round][node]);
            for (var node = 0; node < clocks.Length; node++)
                await clocks[node].ShownAsync(nodes[node].Address);
            await load.ResumedAsync();
            Assert.Equal(round, nodes.GivenUp);

            load.History.Fault($"node {round} killed, the clocks at {string.Join(", ", settings[round])}");
            await nodes[round].KillAsync();
            var resumed = await load.ResumedAsync();
            output.WriteLine($"clocks {string.Join(", ", settings[round])} ahead: writes resumed {resumed.TotalSeconds:0.00} s after a node was killed");
            await load.CalmlyAsync(async () =>
            {
                await nodes.GiveUpAsync(round + 1);
                await nodes.StartAgainAsync(round);
            });
        }

        await load.HeardAsync();
        await load.StopAsync();
        Assert.Empty(Checker.Check(await load.GatherAsync(leastAnswered: 100, leastFaults: settings.Length)));
        Assert.Equal(settings.Length, nodes.GivenUp);
    }
}
