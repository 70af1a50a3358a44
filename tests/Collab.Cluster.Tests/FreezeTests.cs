using Collab.Cluster.Tests.Running;
using Collab.Testing;
using Collab.Testing.Checking;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>A node of three, or two, halts and wakes: soon after the others have given it up, the last time after a minute. COLLAB_FREEZES sets how often (default 4), COLLAB_SEED which.</summary>
public sealed class FreezeTests(ThreeNodes three, ITestOutputHelper output) : IClassFixture<ThreeNodes>
{
    private const int Between = 40;

    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(10), Longest = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_frozen_node_is_replaced_and_forks_nothing_when_it_wakes()
    {
        var (freezes, nodes) = (Round.Number("COLLAB_FREEZES", 6), three.Nodes);
        using var room = await three.NewRoomAsync();
        await using var load = await Load.StartAsync(room, writers: 8, readers: 12, Round.Seed, new Manner { Thinking = Manner.Steady });
        var (strikes, before) = (new Strikes(nodes, room, load, Promised, Round.Seed), nodes.GivenUp);
        for (var freeze = 0; freeze < freezes; freeze++)
        {
            await load.AnswersAsync(Between);
            await load.SeeHeadAsync();
            var strike = await strikes.NextAsync();
            load.History.Fault($"{strike} frozen after {load.Answered} operations");
            var (given, machine) = (nodes.GivenUp, Machine.Watch());
            var awake = Task.Delay(freeze == freezes - 1 ? Longest : TimeSpan.Zero);
            foreach (var node in strike.Nodes)
                nodes[node].Freeze();
            try
            {
                var givenUp = nodes.GiveUpAsync(given + strike.Nodes.Count);
                strikes.Add(strike, await load.ResumedAsync(), machine.Left());
                output.WriteLine($"{strike} given up after {(await givenUp).TotalSeconds:0.00} s");
                if (!awake.IsCompleted)
                    await load.CalmlyAsync(() => awake);
            }
            finally
            {
                foreach (var node in strike.Nodes)
                    nodes[node].Thaw();
            }

            await load.AnswersAsync(Between, "with the zombie awake");
            // It learns that the others gave it up, and ends itself; whoever runs it starts it again.
            foreach (var node in strike.Nodes)
                await Patience.UntilAsync(() => nodes[node].HasEnded, () => $"the zombie ends. {nodes[node].Output}");
            await load.CalmlyAsync(() => Task.WhenAll(strike.Nodes.Select(nodes.StartAgainAsync)));
        }

        await load.StopAsync();
        var evidence = await load.GatherAsync(leastAnswered: freezes * Between, leastFaults: freezes);
        output.WriteLine($"seed {Round.Seed}, {freezes} freezes: {evidence.Outcomes()}, {load.Reconnects} reconnects");
        output.WriteLine($"writes resumed after {strikes}");
        output.Record("freezes", freezes, evidence.Operations.Count, strikes.OfOne);
        evidence.AssertHolds();
        Assert.Equal(before + strikes.Nodes, nodes.GivenUp);
        strikes.Demand("Writes resumed after");
    }
}
