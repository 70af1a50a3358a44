using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Collab.Cluster.Tests.Running;
using Collab.Testing.Checking;
using Collab.Testing.Postgres;
using Npgsql;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>
/// A server whose PostgreSQL goes away: it says so within three seconds, goes on showing what it has, and writes again within three seconds
/// of the database's return.
/// </summary>
public sealed class DatabaseTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string EndThem = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'test%'";

    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(3);

    // The machine does other things beside.
    private static readonly TimeSpan Tolerated = 2 * Promised;

    private readonly PostgresServer _postgres = PostgresServer.StartNew();
    private Nodes _nodes = null!;
    private Room _room = null!;

    public async Task InitializeAsync()
    {
        _nodes = await Nodes.StartAsync(_postgres, 1);
        _room = await Room.EnterAsync(_nodes[0]);
    }

    public async Task DisposeAsync()
    {
        _room.Dispose();
        await _nodes.DisposeAsync();
        _postgres.Dispose();
    }

    [Fact]
    public Task Paused() => SurvivesAsync("paused", _postgres.Pause, _postgres.Resume);

    [Fact]
    public Task Stopped_and_started() => SurvivesAsync("stopped", _postgres.Stop, _postgres.Start);

    [Fact]
    public Task Killed_and_started() => SurvivesAsync("killed", _postgres.Kill, _postgres.Start);

    [Fact]
    public Task Read_only() => SurvivesAsync(
        "read-only",
        () => SetReadOnly("on"),
        () => SetReadOnly("off"));

    [Fact]
    public async Task Out_of_connections()
    {
        List<NpgsqlConnection> taken = [];
        await SurvivesAsync(
            "out of connections",
            () => TakeEvery(taken),
            () => taken.ForEach(connection => connection.Dispose()));
    }

    [Fact]
    public async Task A_stop_comes_to_its_end_while_the_database_does_not_answer()
    {
        await using var load = await Load.StartAsync(_room, writers: 4, readers: 5, seed: 3);
        await Patience.UntilAsync(() => load.Answered >= 60, "the writers are answered");
        _postgres.Pause();
        try
        {
            var began = Stopwatch.GetTimestamp();
            _nodes[0].Terminate();
            Assert.Equal(0, await _nodes[0].EndedAsync());
            var took = Stopwatch.GetElapsedTime(began);
            output.WriteLine($"ended after {took.TotalSeconds:0.0} s (promised: 10)");
            Assert.True(took < TimeSpan.FromSeconds(15), $"It took {took}.");
        }
        finally
        {
            _postgres.Resume();
        }
    }

    private async Task SurvivesAsync(string fault, Action strike, Action heal)
    {
        await using var load = await Load.StartAsync(_room, writers: 4, readers: 5, seed: 3);
        await Patience.UntilAsync(() => load.Answered >= 60, "the writers are answered");
        load.History.Fault(fault);
        strike();
        try
        {
            var refused = await RefusedAsync();
            output.WriteLine($"{fault}: a write was refused after {refused.TotalSeconds:0.00} s (promised: 3)");
            Assert.True(refused < Tolerated, $"It took {refused}.");
            await StillShownAsync();
        }
        finally
        {
            heal();
        }

        var back = Stopwatch.GetTimestamp();
        await Patience.UntilAsync(async () => (await WriteAsync()).Status == HttpStatusCode.OK, "a write succeeds again");
        var resumed = Stopwatch.GetElapsedTime(back);
        output.WriteLine($"{fault}: a write succeeded {resumed.TotalSeconds:0.00} s after it was back (promised: 3)");
        Assert.True(resumed < Tolerated, $"It took {resumed}.");

        await load.ResumedAsync();
        await load.StopAsync();
        Assert.Empty(Checker.Check(await load.GatherAsync(leastAnswered: 60, leastFaults: 1)));
    }

    /// <summary>Writes until it is refused; the first may still have found the database.</summary>
    /// <returns>How long the refusal took.</returns>
    private async Task<TimeSpan> RefusedAsync()
    {
        var took = TimeSpan.Zero;
        await Patience.UntilAsync(
            async () =>
            {
                var began = Stopwatch.GetTimestamp();
                var (status, code, retryAfter) = await WriteAsync();
                took = Stopwatch.GetElapsedTime(began);
                if (status == HttpStatusCode.OK)
                    return false;
                Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
                Assert.Contains(code, new[] { "unavailable", "outcome-unknown" });
                Assert.True(retryAfter, "Retry-After is missing.");
                return true;
            },
            "a write is refused");
        return took;
    }

    private async Task<(HttpStatusCode Status, string? Code, bool RetryAfter)> WriteAsync()
    {
        using var answer = await _room.Owner.Http.PostAsJsonAsync($"api/documents/{_room.Document}/annotations", _room.Note(Guid.NewGuid(), "While the database is away."));
        var code = answer.IsSuccessStatusCode ? null : (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
        return (answer.IsSuccessStatusCode ? HttpStatusCode.OK : answer.StatusCode, code, answer.Headers.RetryAfter is not null);
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
        _postgres.Query("postgres", $"ALTER SYSTEM SET default_transaction_read_only = {on}");
        _postgres.Query("postgres", "SELECT pg_reload_conf()");
        EndSessions();
    }

    private void EndSessions() => _postgres.Query("postgres", EndThem);

    /// <summary>Takes all the connections there are. The server under test takes what it finds free too, so its own are ended until none is left.</summary>
    private void TakeEvery(List<NpgsqlConnection> taken)
    {
        var all = int.Parse(_postgres.Query("postgres", "SHOW max_connections"), CultureInfo.InvariantCulture);
        var began = Stopwatch.GetTimestamp();
        while (taken.Count < all)
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience.Long, $"{taken.Count} of {all} connections could be taken.");
            var connection = new NpgsqlConnection($"{_postgres.ConnectionTo("postgres")};Pooling=false;Timeout=2");
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
