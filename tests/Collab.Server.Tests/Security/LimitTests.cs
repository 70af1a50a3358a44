using System.Net;
using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Server.Tests.Security;

/// <summary>Limits count for a minute: each test has a server of its own.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task N13_N46_the_eleventh_wrong_code_is_refused_whatever_the_headers_claim()
    {
        await using var server = await CollabServer.StartAsync();
        for (var i = 0; i < 10; i++)
            Assert.Equal("404 not-found", await GuessAsync(i));
        using var last = await server.Stranger().SendAsync(HttpMethod.Post, "/api/join", new { code = "BCDFGH", displayName = "Eve" }, ("X-Forwarded-For", "203.0.113.99"));
        Assert.Equal(HttpStatusCode.TooManyRequests, last.StatusCode);
        Assert.InRange(last.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);

        // Nor is a right one tried: who guesses does not learn that it was.
        using var shown = await (await server.JoinAsync(Role.Moderator)).PostAsync($"/api/seminars/{server.Seminar}/code");
        var code = (string)(await shown.JsonAsync())["code"]!;
        Assert.Equal("429 rate-limited", await server.Stranger().PostAsync("/api/join", new { code, displayName = "Eve" }).OutcomeAsync());

        Task<string> GuessAsync(int i) => server.Stranger().SendAsync(
            HttpMethod.Post, "/api/join", new { code = "BCDFGH", displayName = "Eve" }, ("X-Forwarded-For", $"203.0.113.{i}"), ("Forwarded", $"for=203.0.113.{i}")).OutcomeAsync();
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
        await other.AnnotateAsync(server.Document, "hello");
        Assert.Equal("200", await busy.GetAsync("/api/me").OutcomeAsync());
    }
}
