using Collab.Cluster.Tests.Running;
using Collab.Testing;
using Collab.Testing.Checking;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>Two clusters that know nothing of each other and write to one document. COLLAB_CONFLICTS sets how much (default 10,000).</summary>
[Collection(nameof(PostgresFixture))]
public sealed class ConflictTests(PostgresFixture postgres, ITestOutputHelper output)
{
    [Fact]
    public async Task Two_clusters_that_know_nothing_of_each_other_fork_nothing()
    {
        var writes = Round.Number("COLLAB_CONFLICTS", 10_000);
        await using var one = await Nodes.StartAsync(postgres.Server, 1, "one");
        await using var other = await one.StartOthersAsync("other");
        using var room = await Room.EnterAsync(one[0], [one[0].Address, other[0].Address]);
        await using var load = await Load.StartAsync(room, writers: 16, readers: 8, Round.Seed, new Manner { Thinking = 0 });
        load.History.Fault("two clusters");
        for (var answered = 0; answered < writes; answered = load.Answered)
            await load.AnswersAsync(Math.Min(500, writes - answered));
        await load.StopAsync();

        var evidence = await load.GatherAsync(leastAnswered: writes, leastFaults: 1);
        output.WriteLine($"seed {Round.Seed}, two clusters: {evidence.Outcomes()}");
        output.Record("conflicts", evidence.Operations.Count, evidence.Operations.Count);
        Assert.Empty(Checker.Check(evidence));
    }
}
