using System.Diagnostics;
using System.Globalization;
using Collab.Cluster.Tests.Running;
using Collab.Testing;
using Collab.Testing.Checking;
using Collab.Testing.Postgres;
using Npgsql;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>
/// A server whose PostgreSQL goes away: it says so within three seconds, goes on showing what it has, and writes again within three seconds
/// of the database's return. COLLAB_DATABASE_FAULTS sets how often in all (default 10).
/// </summary>
[Collection(nameof(AloneCollection))]
public sealed class DatabaseTests(OneNode one, ITestOutputHelper output) : IClassFixture<OneNode>, IAsyncLifetime
{
    private const string EndThem = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'test%'";
    private const int Kinds = 5, Between = 30;

    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(3), PromisedStop = TimeSpan.FromSeconds(10);

    private readonly List<NpgsqlConnection> _taken = [];
    private Room _room = null!;

    private PostgresServer Postgres => one.Postgres;

    public async Task InitializeAsync() => _room = await one.NewRoomAsync();

    public Task DisposeAsync()
    {
        _room.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public Task Paused() => SurvivesAsync("paused", Postgres.Pause, Postgres.Resume);

    [Fact]
    public Task Stopped_and_started() => SurvivesAsync("stopped", Postgres.Stop, Postgres.Start);

    [Fact]
    public Task Killed_and_started() => SurvivesAsync("killed", Postgres.Kill, Postgres.Start);

    [Fact]
    public Task Read_only() => SurvivesAsync(
        "read-only",
        () => SetReadOnly("on"),
        () => SetReadOnly("off"));

    [Fact]
    public Task Out_of_connections() => SurvivesAsync(
        "out of connections",
        () => TakeEvery(_taken),
        () =>
        {
            _taken.ForEach(connection => connection.Dispose());
            _taken.Clear();
        });

    [Fact]
    public async Task A_stop_comes_to_its_end_while_the_database_does_not_answer()
    {
        await using var load = await Load.StartAsync(_room, writers: 4, readers: 5, Round.Seed);
        await load.AnswersAsync(Between);
        Postgres.Pause();
        try
        {
            var (began, machine, stops) = (Stopwatch.GetTimestamp(), Machine.Watch(), new Times(PromisedStop));
            one.Nodes[0].Terminate();
            Assert.Equal(0, await one.Nodes[0].EndedAsync());
            stops.Add(Stopwatch.GetElapsedTime(began), machine.Left());
            output.WriteLine($"ended after {stops}");
            stops.Demand("Ended after");
        }
        finally
        {
            Postgres.Resume();
        }
    }

    private async Task SurvivesAsync(string fault, Action strike, Action heal)
    {
        var faults = Math.Max(1, Round.Number("COLLAB_DATABASE_FAULTS", 2 * Kinds) / Kinds);
        await using var load = await Load.StartAsync(_room, writers: 4, readers: 5, Round.Seed);
        var (refusals, resumptions) = (new Times(Promised), new Times(Promised));
        for (var i = 0; i < faults; i++)
        {
            await load.AnswersAsync(Between);
            await load.SeeHeadAsync();
            load.History.Fault(fault);
            strike();
            var machine = Machine.Watch();
            try
            {
                var refused = await Attempt.RefusedAsync(_room);
                Assert.NotEqual("storage-full", refused.Code);
                refusals.Add(refused.Took, machine.Left());
                await StillShownAsync();
            }
            finally
            {
                heal();
            }

            var (back, since) = (Stopwatch.GetTimestamp(), Machine.Watch());
            await Patience.UntilAsync(async () => (await Attempt.WriteAsync(_room)).Succeeded, "a write succeeds again");
            resumptions.Add(Stopwatch.GetElapsedTime(back), since.Left());
            await load.ResumedAsync();
        }

        await load.StopAsync();
        var evidence = await load.GatherAsync(leastAnswered: faults * Between, leastFaults: faults);
        output.WriteLine($"{fault}: {evidence.Outcomes()}; refused after {refusals}; written after it was back {resumptions}");
        output.Record("database", faults, evidence.Operations.Count, resumptions);
        evidence.AssertHolds();
        refusals.Demand("Refused after");
        resumptions.Demand("A write succeeded after");
    }

    private async Task StillShownAsync()
    {
        foreach (var path in new[] { $"api/documents/{_room.Document}", $"api/documents/{_room.Document}/export?format=json", "health/live" })
        {
            using var answer = await _room.Owner.Http.GetAsync(path);
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }

        using var ready = await _room.Owner.Http.GetAsync("health/ready");
        output.WriteLine($"ready: {(int)ready.StatusCode}");
    }

    private void SetReadOnly(string on)
    {
        Postgres.Query("postgres", $"ALTER SYSTEM SET default_transaction_read_only = {on}");
        Postgres.Query("postgres", "SELECT pg_reload_conf()");
        EndSessions();
    }

    private void EndSessions() => Postgres.Query("postgres", EndThem);

    /// <summary>Takes all the connections there are. The server under test takes what it finds free too, so its own are ended until none is left.</summary>
    private void TakeEvery(List<NpgsqlConnection> taken)
    {
        var all = int.Parse(Postgres.Query("postgres", "SHOW max_connections"), CultureInfo.InvariantCulture);
        var began = Stopwatch.GetTimestamp();
        while (taken.Count < all)
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience.Long, $"{taken.Count} of {all} connections could be taken.");
            var connection = new NpgsqlConnection($"{Postgres.ConnectionTo("postgres")};Pooling=false;Timeout=2");
            try
            {
                connection.Open();
                taken.Add(connection);
            }
            catch (PostgresException full) when (full.SqlState == PostgresErrorCodes.TooManyConnections)
            {
                connection.Dispose();
                using var end = new NpgsqlCommand(EndThem, taken[0]);
                end.ExecuteNonQuery();
            }
        }
    }
}
