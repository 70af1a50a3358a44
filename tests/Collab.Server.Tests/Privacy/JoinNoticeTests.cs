using System.Text.Json.Nodes;
using Collab.Domain.Policy;
using Collab.Server.Tests.Security;
using Collab.Testing;

namespace Collab.Server.Tests.Privacy;

/// <summary>What is told before one comes in, and to nobody who guesses.</summary>
[Collection(ServerCollection.Name)]
public sealed class JoinNoticeTests(ServerFixture fixture)
{
    private CollabServer Server => fixture.Server;

    [Fact]
    public async Task Whoever_has_a_link_or_a_code_is_told_the_rules_first_and_uses_nothing_up()
    {
        var (seminar, owner, _) = await Server.NewSeminarAsync("On reading");
        using var ruled = await owner.PatchAsync($"/api/seminars/{seminar}/settings", new { names = "pseudonyms", retentionDays = 90 });
        var secret = await InviteAsync(owner, seminar, "guest", 1);
        var code = (string)(await (await owner.PostAsync($"/api/seminars/{seminar}/code", new { role = "reader" })).JsonAsync())["code"]!;
        foreach (var (look, role) in new[] { (new JsonObject { ["secret"] = secret }, "guest"), (new JsonObject { ["code"] = code }, "reader"), (new JsonObject { ["secret"] = secret }, "guest") })
        {
            var notice = await (await Server.Stranger().PostAsync("/api/join/look", look.ToJsonString())).JsonAsync();
            Assert.Equal(("On reading", role, "pseudonyms", 90), ((string)notice["title"]!, (string)notice["role"]!, (string)notice["names"]!, (int)notice["retentionDays"]!));
        }

        Assert.Single((await owner.ReadAsync($"/api/seminars/{seminar}/members"))["items"]!.AsArray());
        Assert.Equal("200", await Server.Stranger().PostAsync("/api/join", new { secret, displayName = "Ida" }).OutcomeAsync());
        Assert.Equal("410 gone", await Server.Stranger().PostAsync("/api/join/look", new { secret }).OutcomeAsync());
    }

    [Fact]
    public async Task What_is_unknown_is_answered_as_coming_in_is()
    {
        foreach (var guess in new object[] { new { secret = "k" + new string('A', 43) }, new { secret = "i" + Server.Seminar + new string('A', 43) }, new { secret = "i" + new string('0', 26) + new string('A', 43) }, new { secret = "" }, new { code = "BCDFGH" } })
        {
            var (looked, joined) = (await BodyAsync("/api/join/look", guess), await BodyAsync("/api/join", guess));
            Assert.Equal(joined, looked);
            Assert.Contains("not-found", looked, StringComparison.Ordinal);
        }

        Assert.Equal("400 bad-request", await Server.Stranger().PostAsync("/api/join/look", new { }).OutcomeAsync());
        Assert.Equal("400 bad-request", await Server.Stranger().PostAsync("/api/join/look", new { secret = "p" + new string('A', 43) }).OutcomeAsync());

        async Task<string> BodyAsync(string address, object guess)
        {
            using var response = await Server.Stranger().PostAsync(address, guess);
            var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
            problem.Remove("traceId");
            return problem.ToJsonString();
        }
    }

    [Fact]
    public async Task M87_who_guesses_is_stopped_with_the_21st_link_and_the_11th_code_whether_they_look_or_join()
    {
        await using var server = await CollabServer.StartAsync();
        var guess = new { secret = "k" + new string('A', 43) };
        for (var i = 0; i < 20; i++)
            Assert.Equal("404 not-found", await server.Stranger().PostAsync(i % 2 == 0 ? "/api/join/look" : "/api/join", guess).OutcomeAsync());
        Assert.Equal("429 rate-limited", await server.Stranger().PostAsync("/api/join/look", guess).OutcomeAsync());
        Assert.Equal("429 rate-limited", await server.Stranger().PostAsync("/api/join", guess).OutcomeAsync());
        for (var i = 0; i < 10; i++)
            Assert.Equal("404 not-found", await server.Stranger().PostAsync(i % 2 == 0 ? "/api/join/look" : "/api/join", new { code = $"BCDFG{"BCDFGHJKLM"[i]}" }).OutcomeAsync());
        // A right code too: else the answer would say which is.
        var owner = await server.JoinAsync(Role.Owner);
        var code = (string)(await (await owner.PostAsync($"/api/seminars/{server.Seminar}/code", new { })).JsonAsync())["code"]!;
        Assert.Equal("429 rate-limited", await server.Stranger().PostAsync("/api/join/look", new { code }).OutcomeAsync());
    }

    [Fact]
    public async Task M236_where_a_code_is_shown_guesses_elsewhere_close_nothing()
    {
        await using var server = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { ["Collab:Limits:FailedCodes"] = "1" });
        Assert.Equal("404 not-found", await server.Stranger().PostAsync("/api/join/look", new { code = "BCDFGH" }).OutcomeAsync());
        Assert.Equal("429 rate-limited", await server.Stranger().PostAsync("/api/join/look", new { code = "BCDFGJ" }).OutcomeAsync());
        var owner = await server.JoinAsync(Role.Owner);
        var code = (string)(await (await owner.PostAsync($"/api/seminars/{server.Seminar}/code", new { })).JsonAsync())["code"]!;
        Assert.Equal("200", await server.Stranger().PostAsync("/api/join/look", new { code }).OutcomeAsync());
    }

    private static async Task<string> InviteAsync(Participant owner, string seminar, string role, int uses) =>
        ((string)(await (await owner.PostAsync($"/api/seminars/{seminar}/invites", new { role, maxUses = uses })).JsonAsync())["url"]!).Split('#')[1];
}
