using System.Diagnostics;
using Collab.Cluster.Tests.Running;
using Collab.Testing;
using Collab.Testing.Checking;
using Npgsql;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>
/// Two clusters that know nothing of each other and write to one document, as servers with people at them. How often two may meet is the
/// matter of <see cref="ConflictingClustersTests"/>: here most of the time goes to people, requests and readers.
/// </summary>
public sealed class ConflictTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    // Each writer waits for its answer: what is under way at a time is what the two fight for.
    private const int Writers = 64, Readers = 8, Writes = 2000;

    // An append waits by chance before it is held against the head: each of the two may be the first, and what arrives meanwhile goes into the next one.
    private const string Chance = """
        CREATE FUNCTION by_chance() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(random() * 0.06); RETURN NULL; END';
        CREATE TRIGGER by_chance BEFORE UPDATE ON streams FOR EACH STATEMENT EXECUTE FUNCTION by_chance();
        """;

    [Fact]
    public async Task Two_clusters_that_know_nothing_of_each_other_fork_nothing()
    {
        await using var one = await Nodes.StartAsync(postgres.Server, 1, "one", Conflicts.Told);
        await using var other = await one.StartOthersAsync("other");
        using var room = await Room.EnterAsync(one[0], [one[0].Address, other[0].Address]);
        await using var load = await Load.StartAsync(room, Writers, Readers, Round.Seed, new Manner { Thinking = 0 });
        postgres.Server.Query(new NpgsqlConnectionStringBuilder(one.Connection).Database!, Chance);
        load.History.Fault("two clusters");
        var began = Stopwatch.GetTimestamp();
        while (load.Answered < Writes)
            await load.AnswersAsync(200);
        var rate = load.Answered / Stopwatch.GetElapsedTime(began).TotalSeconds;
        await load.StopAsync();

        var evidence = await load.GatherAsync(leastAnswered: Writes, leastFaults: 1);
        var met = Conflicts.Of(one[0], other[0]);
        output.WriteLine($"seed {Round.Seed}, two clusters: {evidence.Outcomes()}; {rate:0} a second; {met}");
        evidence.AssertHolds();
        Assert.True(met.Events * 10 >= load.Answered, $"The two hardly fight: {load.Answered} writes were answered, and {met}.");
        Assert.All(new[] { one[0], other[0] }, server => Assert.True(Conflicts.Of(server).Events * 10 > met.Events, $"One cluster hardly lost: {Conflicts.Of(server)}."));
    }
}
