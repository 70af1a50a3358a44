using System.Diagnostics;
using Collab.Cluster.Tests.Running;
using Collab.Testing;
using Collab.Testing.Checking;
using Npgsql;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>
/// Two clusters that know nothing of each other and write to one document. COLLAB_CONFLICTS sets how many writes must meet a conflict (default
/// 10,000), each that the database turned down since the other cluster had written meanwhile; as many at least must have been answered.
/// </summary>
public sealed class ConflictTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    // Each waits for its answer: what is under way at a time is what the two fight for.
    private const int Writers = 64, Readers = 8;

    // Where fewer than a quarter of what is written meets a conflict, the two hardly fight.
    private const int MostWritesForEach = 4;

    // An append waits by chance before it is held against the head: each of the two may be the first, and what arrives meanwhile goes into the next one.
    private const string Chance = """
        CREATE FUNCTION by_chance() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(random() * 0.03); RETURN NULL; END';
        CREATE TRIGGER by_chance BEFORE UPDATE ON streams FOR EACH STATEMENT EXECUTE FUNCTION by_chance();
        """;

    [Fact]
    public async Task Two_clusters_that_know_nothing_of_each_other_fork_nothing()
    {
        var asked = Round.Number("COLLAB_CONFLICTS", 10_000);
        await using var one = await Nodes.StartAsync(postgres.Server, 1, "one", Conflicts.Told);
        await using var other = await one.StartOthersAsync("other");
        using var room = await Room.EnterAsync(one[0], [one[0].Address, other[0].Address]);
        await using var load = await Load.StartAsync(room, Writers, Readers, Round.Seed, new Manner { Thinking = 0 });
        postgres.Server.Query(new NpgsqlConnectionStringBuilder(one.Connection).Database!, Chance);
        load.History.Fault("two clusters");
        var began = Stopwatch.GetTimestamp();
        while (load.Answered < asked || Met().Events < asked)
        {
            Assert.True(load.Answered < asked * MostWritesForEach, $"Too few conflicts: {load.Answered} writes were answered, and {Met()}.");
            await load.AnswersAsync(200);
        }

        var rate = load.Answered / Stopwatch.GetElapsedTime(began).TotalSeconds;
        await load.StopAsync();

        var evidence = await load.GatherAsync(leastAnswered: asked, leastFaults: 1);
        output.WriteLine($"seed {Round.Seed}, two clusters: {evidence.Outcomes()}; {rate:0} a second; {Met()}");
        output.Record("conflicts", Met().Events, evidence.Operations.Count);
        evidence.AssertHolds();
        Assert.All(new[] { one[0], other[0] }, server => Assert.True(Conflicts.Of(server).Events > asked / 10, $"One cluster hardly lost: {Conflicts.Of(server)}."));

        Conflicts Met() => Conflicts.Of(one[0], other[0]);
    }
}
