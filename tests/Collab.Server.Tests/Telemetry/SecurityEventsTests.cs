using System.Net;
using Collab.Domain.Policy;
using Collab.Server.Limits;
using Collab.Server.Telemetry;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Server.Tests.Telemetry;

/// <summary>The operator's log of who tries what, as it is written by a run, and what must not be in it.</summary>
public sealed class SecurityEventsTests
{
    [Fact]
    public async Task Sign_ins_refusals_limits_and_dead_links_are_noted_and_nobody_is_named()
    {
        await using var server = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { ["Collab:Limits:FailedSignIns"] = "1" });
        var events = server.Services.GetRequiredService<SecurityEvents>();
        var (reader, outsider) = (await server.JoinAsync(Role.Reader, "Wilhelmina Quarzstein"), await server.OutsiderAsync("Otto Fremd"));
        var seat = Hashed(events, reader);
        using var joined = await server.Stranger().PostAsync("/api/join", new { secret = server.OwnerSecret, displayName = "Olga Brandt" });
        var owner = new Participant(server, "Olga Brandt", joined.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        Demand("Signed in by Invite: person [0-9a-f]{16} from [0-9a-f]{16}");
        await owner.WithTokenAsync("read");
        Demand("Credentials: TokenMade of person [0-9a-f]{16}");
        await reader.PostAsync($"/api/documents/{server.Document}/close", new { commandId = Guid.NewGuid() }).OutcomeAsync();
        Demand($"Refused forbidden: POST /?api/documents/{{document}}/close, {seat} from [0-9a-f]{{16}}");
        await outsider.GetAsync($"/api/documents/{server.Document}").OutcomeAsync();
        Demand($"Refused not-found: GET /?api/documents/{{document}}/?, {Hashed(events, outsider)}");
        await server.Stranger().GetAsync("/api/me").OutcomeAsync();
        Demand("Refused unauthenticated: GET /?api/me, person nobody from [0-9a-f]{16}");
        await server.Stranger().PostAsync("/api/join", new { secret = "kWrongWrongWrongWrong", displayName = "Mallory" }).OutcomeAsync();
        Demand("A link or code was refused not-found: POST /?api/join from [0-9a-f]{16}");
        for (var i = 0; i < 2; i++)
            await new Participant(server, "Mallory", null) { Token = "collab_pat_wrong" }.GetAsync("/api/me").OutcomeAsync();
        Demand("Rate limit: GET /?api/me, person nobody from [0-9a-f]{16}");
        await using (var connection = await reader.ConnectAsync())
            await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => connection.InvokeAsync("Close", new { document = server.Document, commandId = Guid.NewGuid() }));
        Demand($"Refused forbidden: Close, {seat} from [0-9a-f]{{16}}");
        Assert.Equal("204", await owner.PostAsync("/api/leave-session").OutcomeAsync());
        Demand("A session or a token ended: [0-9a-f]{16}");
        // An address of nobody's says nothing of who asks for it.
        await reader.GetAsync("/api/nothing").OutcomeAsync();
        Assert.DoesNotContain("no such address", Lines(server), StringComparison.Ordinal);
        foreach (var name in new[] { "Wilhelmina", "Otto", "Olga", "Mallory", "127.0.0.1", reader.Person, reader.Member, outsider.Person, server.Document, server.Seminar, server.OwnerSecret! })
            Assert.DoesNotContain(name, Lines(server), StringComparison.Ordinal);

        void Demand(string line) => Assert.Matches(line, Lines(server));

        static string Hashed(SecurityEvents events, Participant participant) => $"person {events.Of(participant.Person)}";
    }

    [Fact]
    public async Task The_same_person_has_the_same_hash_after_a_restart_and_another_on_another_server()
    {
        var folder = Directory.CreateTempSubdirectory("collab-test-").FullName;
        var before = await HashAsync(folder);
        Assert.Equal(before, await HashAsync(folder));
        Assert.NotEqual(before, await HashAsync(null));
        Directory.Delete(folder, recursive: true);

        static async Task<string> HashAsync(string? data)
        {
            await using var server = await CollabServer.StartAsync(data);
            return server.Services.GetRequiredService<SecurityEvents>().Of("somebody");
        }
    }

    [Fact]
    public void Refusals_beyond_the_limit_of_a_minute_are_counted_instead_of_written()
    {
        var (time, log) = (new FakeTimeProvider(), new CapturedLog());
        using var factory = new Microsoft.Extensions.Logging.LoggerFactory([log]);
        var events = new SecurityEvents(null!, null!, time, new Microsoft.Extensions.Logging.Logger<SecurityEvents>(factory));
        for (var i = 0; i < SecurityEvents.RefusalsPerMinute + 7; i++)
            events.Refused("forbidden", "GET api/me", null, null);
        Assert.Equal(SecurityEvents.RefusalsPerMinute, log.Text.Split('\n').Length);
        time.Advance(TimeSpan.FromMinutes(1));
        events.Refused("forbidden", "GET api/me", null, null);
        Assert.Contains("7 refusals of the minute before are not in the log", log.Text, StringComparison.Ordinal);
        Assert.Equal(SecurityEvents.RefusalsPerMinute + 2, log.Text.Split('\n').Length);
    }

    [Fact]
    public void M236_that_codes_are_looked_at_no_more_is_written_once_a_minute_for_each_site_and_for_the_server()
    {
        var (time, log) = (new FakeTimeProvider(), new CapturedLog());
        using var factory = new Microsoft.Extensions.Logging.LoggerFactory([log]);
        var events = new SecurityEvents(null!, null!, time, new Microsoft.Extensions.Logging.Logger<SecurityEvents>(factory));
        var guesses = new CodeGuesses(Options.Create(new LimitsOptions { SiteFailedCodes = 1, FailedCodes = 2 }), time, events);
        for (var minute = 1; minute <= 2; minute++)
        {
            foreach (var from in new[] { "2001:db8::", "2001:db8:0:1::", "2001:db8:0:2::", "198.51.100.7", "198.51.100.8", "198.51.100.9" })
                _ = Record.Exception(() => guesses.Begin(IPAddress.Parse(from), from));
            var lines = log.Text.Split('\n').Where(line => line.Contains("no other is looked at for the rest of the minute", StringComparison.Ordinal)).ToList();
            Assert.Equal(2 * minute, lines.Count);
            Assert.Equal(minute, lines.Count(line => line.Contains("minute: everywhere", StringComparison.Ordinal)));
            time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.DoesNotContain("2001", log.Text, StringComparison.Ordinal);
    }

    private static string Lines(CollabServer server) => string.Join('\n', server.Log.Text.Split('\n').Where(line => line.Contains(typeof(SecurityEvents).FullName!, StringComparison.Ordinal)));
}
