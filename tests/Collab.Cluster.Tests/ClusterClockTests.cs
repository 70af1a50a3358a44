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
        (await load.GatherAsync(leastAnswered: 100, leastFaults: settings.Length)).AssertHolds();
        Assert.Equal(settings.Length, nodes.GivenUp);
    }

    /// <summary>Of two processes at one address Orleans takes the one that started later, by its clock, for the living one.</summary>
    [Fact]
    public async Task Nodes_whose_clocks_were_set_back_since_their_last_start_come_back_to_their_ports()
    {
        using Clock right = new(), other = new(Hour);
        await using var nodes = await Nodes.StartAsync(postgres.Server, right, other);
        using var room = await Room.EnterAsync(nodes[0], nodes.Addresses);
        await using var load = await Load.StartAsync(room, writers: 4, readers: 4, seed: 23);
        await load.AnswersAsync(100);
        load.History.Fault("one node killed, its clock set back by an hour and a day");
        await nodes[1].KillAsync();
        other.Set(-Day);
        // At once: the others have not given it up yet.
        await load.CalmlyAsync(() => ComesBackAsync(nodes.StartAgainAsync(1)));
        await nodes.GiveUpAsync(1);

        // And nobody is left who could give them up.
        load.History.Fault("both killed, their clocks set back by another day");
        await Task.WhenAll(nodes[0].KillAsync(), nodes[1].KillAsync());
        right.Set(-Day);
        other.Set(-2 * Day);
        await ComesBackAsync(nodes.StartAllAgainAsync());
        await load.ResumedAsync();
        await load.HeardAsync();
        await load.StopAsync();
        (await load.GatherAsync(leastAnswered: 100, leastFaults: 2)).AssertHolds();
        Assert.Equal(3, nodes.GivenUp);
    }

    private static async Task ComesBackAsync(Task start)
    {
        var failure = await Record.ExceptionAsync(() => start);
        Assert.True(failure is null, $"It does not come back: {failure?.Message}");
    }
}
