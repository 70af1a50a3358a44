using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Collab.Cluster.Tests.Running;
using Collab.Testing;
using Collab.Testing.Checking;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>Clocks that are set while servers run: order goes by seq alone, time never goes back within a document, and nobody is locked out.</summary>
public sealed class ClockTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1), Day = TimeSpan.FromDays(1), Year = TimeSpan.FromDays(365);

    // Rates are in force, and high enough for those who write without pause.
    private static readonly string[] Rates = [.. new[] { "Writes", "HubCalls", "HubBurst", "SeminarWrites", "SeminarBurst" }.Select(limit => $"--Collab:Limits:{limit}=1000000")];

    private readonly string _folder = Directory.CreateTempSubdirectory("collab-clock-data-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_clock_that_is_set_forward_and_back_locks_nobody_out_and_turns_no_order_round()
    {
        using var clock = new Clock();
        var server = await StartAsync(clock);
        try
        {
            using var room = await Room.EnterAsync(server);
            var quiet = (await room.JoinAsync("annotator", 1))[0];
            var link = await room.InviteAsync("annotator");
            await using var load = await Load.StartAsync(room, writers: 4, readers: 6, seed: 17);
            // Behind the start of the process, too.
            foreach (var offset in new[] { 3 * Hour, -5 * Hour, 40 * Day, Year, TimeSpan.Zero, -Year, 2 * Hour, TimeSpan.Zero })
            {
                var code = (string)(await room.Owner.PostAsync($"api/seminars/{room.Seminar}/code", new { }))["code"]!;
                load.History.Fault($"the clock is set {offset} ahead");
                clock.Set(offset);
                await clock.ShownAsync(server.Address);
                var resumed = await load.ResumedAsync();
                await load.HeardAsync();
                await quiet.GetAsync("api/me");
                await JoinAsync(server, new { secret = link, displayName = $"By link at {offset}" });
                await JoinAsync(server, new { code, displayName = $"By code at {offset}" });
                // What was not in memory before is brought there at any time.
                await room.Owner.PostAsync("api/seminars", new { commandId = Guid.NewGuid(), title = $"Founded at {offset}" });
                output.WriteLine($"{offset} ahead: every writer was answered after {resumed.TotalSeconds:0.00} s");
            }

            await load.StopAsync();
            AssertOrder(await load.GatherAsync(leastAnswered: 200, leastFaults: 8), await room.Owner.EventsAsync(room.Document));

            // What was noted while the clock was wrong must not end sessions at the next start.
            await server.DisposeAsync();
            server = await StartAsync(clock, server.Address.Port);
            await quiet.GetAsync("api/me");
            await room.Owner.GetAsync("api/me");

            // A server that starts with a wrong clock has nothing else to go by. It forgets nobody: with the clock everything is right again.
            await server.DisposeAsync();
            clock.Set(Year);
            server = await StartAsync(clock, server.Address.Port);
            using (var refused = await quiet.Http.GetAsync("api/me"))
                Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            clock.Set(TimeSpan.Zero);
            await clock.ShownAsync(server.Address);
            await quiet.GetAsync("api/me");
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private Task<ServerProcess> StartAsync(Clock clock, int? port = null) =>
        ServerProcess.StartAsync(new Uri($"http://127.0.0.1:{port ?? Ports.Free()}/"), ["serve", "--data", _folder, .. Rates], environment: clock.Environment);

    private static async Task JoinAsync(ServerProcess server, object join)
    {
        using var stranger = Person.Client(server.Address);
        using var answer = await stranger.PostAsJsonAsync("api/join", join);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private void AssertOrder(Evidence evidence, IReadOnlyList<JsonElement> log)
    {
        evidence.AssertHolds();
        string[] lockedOut = ["unauthenticated", "forbidden", "not-found", "rate-limited"];
        Assert.DoesNotContain(evidence.Operations, operation => lockedOut.Contains(operation.Code));
        var times = log.Select(e => e.GetProperty("at").GetDateTimeOffset()).ToList();
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.First <= pair.Second, $"{pair.First} is before {pair.Second}."));
        // What is written tells the time by the clock that was set.
        Assert.True(times[^1] - DateTimeOffset.UtcNow > Year - Day, $"The last event is of {times[^1]}.");
        output.WriteLine($"{evidence.Operations.Count(operation => operation.Outcome == Outcome.Answered)} answered, {evidence.Log.Count} events from {times[0]} to {times[^1]}");
    }
}
