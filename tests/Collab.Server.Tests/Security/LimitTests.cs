using System.Net;
using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Server.Tests.Security;

/// <summary>Limits count for a minute: each test has a server of its own.</summary>
public sealed class LimitTests
{
    /// <summary>Ten that nobody shows.</summary>
    private static readonly string[] Codes = [.. "BCDFGHJKLM".Select(letter => new string(letter, 6))];

    [Fact]
    public async Task N13_N46_the_eleventh_wrong_code_is_refused_whatever_the_headers_claim()
    {
        await using var server = await CollabServer.StartAsync();
        for (var i = 0; i < 10; i++)
            Assert.Equal("404 not-found", await GuessAsync(i));
        foreach (var code in new[] { "ZZZZZZ", Codes[0] })
        {
            using var last = await server.Stranger().SendAsync(HttpMethod.Post, "/api/join", new { code, displayName = "Eve" }, ("X-Forwarded-For", "203.0.113.99"));
            Assert.Equal(HttpStatusCode.TooManyRequests, last.StatusCode);
            Assert.InRange(last.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        }

        // Nor is a right one tried: who guesses does not learn that it was.
        using var shown = await (await server.JoinAsync(Role.Moderator)).PostAsync($"/api/seminars/{server.Seminar}/code");
        var right = (string)(await shown.JsonAsync())["code"]!;
        using var refused = await server.Stranger().PostAsync("/api/join", new { code = right, displayName = "Eve" });
        Assert.Contains("scan its QR code: that always works", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);

        Task<string> GuessAsync(int i) => server.Stranger().SendAsync(
            HttpMethod.Post, "/api/join", new { code = Codes[i], displayName = "Eve" }, ("X-Forwarded-For", $"203.0.113.{i}"), ("Forwarded", $"for=203.0.113.{i}")).OutcomeAsync();
    }

    [Fact]
    public async Task N13_the_eleventh_wrong_token_is_refused()
    {
        await using var server = await CollabServer.StartAsync();
        var eve = new Participant(server, "Eve", null) { Token = "collab_pat_x_y" };
        for (var i = 0; i < 10; i++)
            Assert.Equal("401 unauthenticated", await eve.GetAsync("/api/me").OutcomeAsync());
        Assert.Equal("429 rate-limited", await eve.GetAsync("/api/me").OutcomeAsync());
        // Who has a right one sits behind the same address.
        var program = await (await server.JoinAsync(Role.Reader)).WithTokenAsync("read");
        Assert.Equal("200", await program.GetAsync("/api/me").OutcomeAsync());
    }

    [Fact]
    public async Task N26_the_twenty_first_wrong_link_is_refused_and_sixty_right_ones_are_not()
    {
        await using var server = await CollabServer.StartAsync();
        var owner = await server.JoinAsync(Role.Owner);
        using var made = await owner.PostAsync($"/api/seminars/{server.Seminar}/invites", new { role = "reader" });
        var secret = ((string)(await made.JsonAsync())["url"]!).Split('#')[1];
        for (var i = 0; i < 20; i++)
            Assert.Equal("404 not-found", await JoinAsync("k" + new string('A', 43), "Eve"));
        Assert.Equal("429 rate-limited", await JoinAsync("k" + new string('A', 43), "Eve"));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => JoinAsync(secret, $"Reader {i}")));
        Assert.All(outcomes, outcome => Assert.Equal("200", outcome));

        Task<string> JoinAsync(string link, string name) => server.Stranger().PostAsync("/api/join", new { secret = link, displayName = name }).OutcomeAsync();
    }

    [Fact]
    public async Task A_person_writes_so_often_and_others_are_not_held_up()
    {
        await using var server = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { ["Collab:Limits:Writes"] = "3" });
        var (busy, other) = (await server.JoinAsync(Role.Annotator), await server.JoinAsync(Role.Annotator));
        for (var i = 0; i < 3; i++)
            await busy.AnnotateAsync(server.Document, "again");
        Assert.Equal("429 rate-limited", await busy.PostAsync($"/api/documents/{server.Document}/annotations", new { }).OutcomeAsync());
        var hello = new { commandId = Guid.NewGuid(), body = new { text = "hello", format = "markdown" } };
        Assert.Equal("201", await other.PostAsync($"/api/documents/{server.Document}/annotations", hello).OutcomeAsync());
        Assert.Equal("200", await busy.GetAsync("/api/me").OutcomeAsync());
    }

    [Fact]
    public async Task A_person_reads_so_often_and_others_are_not_held_up_nor_files_of_the_program()
    {
        await using var server = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { ["Collab:Limits:Reads"] = "3", ["Collab:Limits:AddressReads"] = "2" });
        var (busy, other) = (await server.JoinAsync(Role.Reader), await server.JoinAsync(Role.Reader));
        string[] ways = [$"/api/documents/{server.Document}", $"/api/documents/{server.Document}/search?q=text", $"/api/documents/{server.Document}/export?format=text"];
        foreach (var way in ways)
            Assert.Equal("200", await busy.GetAsync(way).OutcomeAsync());
        foreach (var way in ways.Append("/api/me"))
        {
            using var refused = await busy.GetAsync(way);
            Assert.Equal("429 rate-limited", await refused.OutcomeAsync());
            Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        }

        // All sit behind one address.
        Assert.Equal("200", await other.GetAsync("/api/me").OutcomeAsync());
        for (var i = 0; i < 2; i++)
            Assert.Equal("200", await server.Stranger().GetAsync("/help").OutcomeAsync());
        Assert.Equal("429 rate-limited", await server.Stranger().GetAsync("/help").OutcomeAsync());
        // The way in stays open.
        for (var i = 0; i < 3; i++)
            Assert.Equal("200", await server.Stranger().GetAsync("/join").OutcomeAsync());
        Assert.Equal("200", await server.Stranger().GetAsync("/css/collab.css").OutcomeAsync());
        Assert.Equal("200", await server.Stranger().GetAsync("/health/live").OutcomeAsync());
        Assert.Equal("200", await other.GetAsync("/api/me").OutcomeAsync());
    }

    [Fact]
    public async Task Where_rates_are_off_nobody_reads_too_often()
    {
        await using var server = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { ["Collab:Limits:Reads"] = "1", ["Collab:Limits:AddressReads"] = "1", ["Collab:Limits:Rates"] = "false" });
        var reader = await server.JoinAsync(Role.Reader);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("200", await reader.GetAsync("/api/me").OutcomeAsync());
            Assert.Equal("200", await server.Stranger().GetAsync("/join").OutcomeAsync());
        }
    }

    [Fact]
    public async Task N46_what_a_proxy_says_of_an_address_counts_where_the_operator_trusts_it_and_nowhere_else()
    {
        foreach (var (trusted, another) in new[] { ("127.0.0.1", "404 not-found"), ("127.0.0.0/24", "404 not-found"), ("203.0.113.1", "429 rate-limited"), ("203.0.113.0/24", "429 rate-limited") })
        {
            await using var server = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { ["Collab:TrustedProxies:0"] = trusted });
            for (var i = 0; i < 10; i++)
                Assert.Equal("404 not-found", await GuessAsync(server, "198.51.100.7"));
            Assert.Equal("429 rate-limited", await GuessAsync(server, "198.51.100.7"));
            Assert.Equal(another, await GuessAsync(server, "198.51.100.8"));
        }

        static Task<string> GuessAsync(CollabServer server, string address) => server.Stranger().SendAsync(
            HttpMethod.Post, "/api/join", new { code = "BCDFGH", displayName = "Eve" }, ("X-Forwarded-For", address)).OutcomeAsync();
    }

    [Fact]
    public async Task Where_one_reads_is_told_over_HTTP_as_often_as_over_the_hub()
    {
        await using var server = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { ["Collab:Limits:HubBurst"] = "3", ["Collab:Limits:HubCalls"] = "1", ["Collab:Limits:Writes"] = "1" });
        var (busy, other) = (await server.JoinAsync(Role.Reader), await server.JoinAsync(Role.Reader));
        var outcomes = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            using var response = await TellAsync(busy, $"device-{i}");
            outcomes.Add(await response.OutcomeAsync());
            Assert.Equal((int)response.StatusCode == 429, response.Headers.RetryAfter is not null);
        }

        Assert.Equal(["204", "204", "204"], outcomes.Take(3));
        Assert.Contains("429 rate-limited", outcomes);
        Assert.Equal("204", await TellAsync(other, "device").OutcomeAsync());

        Task<HttpResponseMessage> TellAsync(Participant reader, string connection) => reader.PostAsync($"/api/documents/{server.Document}/presence", new { connection });
    }
}
