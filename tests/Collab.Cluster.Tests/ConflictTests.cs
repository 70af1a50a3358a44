using System.Diagnostics;
using Collab.Cluster.Tests.Running;
using Collab.Testing;
using Collab.Testing.Checking;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>Two clusters that know nothing of each other and write to one document. COLLAB_CONFLICTS sets how much (default 10,000).</summary>
public sealed class ConflictTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    // Each waits for its answer: what is under way at a time is what the two fight for.
    private const int Writers = 64, Readers = 8;

    [Fact]
    public async Task Two_clusters_that_know_nothing_of_each_other_fork_nothing()
    {
        var writes = Round.Number("COLLAB_CONFLICTS", 10_000);
        await using var one = await Nodes.StartAsync(postgres.Server, 1, "one");
        await using var other = await one.StartOthersAsync("other");
        using var room = await Room.EnterAsync(one[0], [one[0].Address, other[0].Address]);
        await using var load = await Load.StartAsync(room, Writers, Readers, Round.Seed, new Manner { Thinking = 0 });
        load.History.Fault("two clusters");
        var began = Stopwatch.GetTimestamp();
        for (var answered = 0; answered < writes; answered = load.Answered)
            await load.AnswersAsync(Math.Min(500, writes - answered));
        var rate = load.Answered / Stopwatch.GetElapsedTime(began).TotalSeconds;
        await load.StopAsync();

        var evidence = await load.GatherAsync(leastAnswered: writes, leastFaults: 1);
        output.WriteLine($"seed {Round.Seed}, two clusters: {evidence.Outcomes()}; {rate:0} a second");
        output.Record("conflicts", evidence.Operations.Count, evidence.Operations.Count);
        Assert.Empty(Checker.Check(evidence));
    }
}
