using Collab.Domain.Policy;
using Collab.Server.Tests.Accounts;
using Collab.Testing;

namespace Collab.Server.Tests.Security;

/// <summary>A class, and a campus, sit behind one address: what one of them does wrong shuts nobody else out.</summary>
public sealed class WaysInLimitTests
{
    [Fact]
    public async Task M210_failures_of_one_kind_refuse_no_other_kind()
    {
        await using var server = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { ["Collab:Limits:FailedSignIns"] = "1" });
        var laptop = new KeyedBrowser(server, await server.JoinAsync(Role.Annotator));
        using SoftKey key = new(), unknown = new() { Handle = "bm9ib2R5" };
        Assert.Equal("201", await laptop.AddAsync(key));
        var code = await ShowAsync(server, await server.JoinAsync(Role.Owner), server.Seminar);
        var stale = new Participant(server, "A program", null) { Token = "collab_pat_x_y" };
        Assert.Equal("401 unauthenticated", await stale.GetAsync("/api/me").OutcomeAsync());
        Assert.Equal("429 rate-limited", await stale.GetAsync("/api/me").OutcomeAsync());
        Assert.Equal("401 unauthenticated", await new KeyedBrowser(server).SignInAsync(unknown));
        Assert.Equal("429 rate-limited", await new KeyedBrowser(server).SignInAsync(unknown));
        Assert.Equal("200", await JoinAsync(server, code));
        Assert.Equal("404 not-found", await JoinAsync(server, "BCDFGH"));
        Assert.Equal("429 rate-limited", await JoinAsync(server, code));
        Assert.Equal("204", await new KeyedBrowser(server).SignInAsync(key));
        Assert.Equal("200", await (await (await server.JoinAsync(Role.Reader)).WithTokenAsync("read")).GetAsync("/api/me").OutcomeAsync());
    }

    [Fact]
    public async Task M210_who_comes_into_one_seminar_uses_up_no_other_and_neither_does_what_lets_nobody_in()
    {
        await using var server = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { ["Collab:Limits:Joins"] = "3" });
        var (other, owner, _) = await server.NewSeminarAsync();
        var (monday, tuesday) = (await ShowAsync(server, await server.JoinAsync(Role.Owner), server.Seminar), await ShowAsync(server, owner, other));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("200", await server.Stranger().PostAsync("/api/join/look", new { code = monday }).OutcomeAsync());
            Assert.Equal("404 not-found", await server.Stranger().PostAsync("/api/join", new { secret = "k" + new string('A', 43), displayName = "Eve" }).OutcomeAsync());
        }

        for (var i = 0; i < 3; i++)
            Assert.Equal("200", await JoinAsync(server, monday));
        Assert.Equal("429 rate-limited", await JoinAsync(server, monday));
        Assert.Equal("200", await JoinAsync(server, tuesday));
    }

    [Fact]
    public async Task M210_what_is_looked_up_for_whoever_may_come_in_has_a_rate_of_its_own()
    {
        await using var server = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { ["Collab:Limits:AddressArrivals"] = "4", ["Collab:Limits:AddressReads"] = "1" });
        Assert.Equal("200", await server.Stranger().GetAsync("/join").OutcomeAsync());
        Assert.Equal("200", await server.Stranger().GetAsync("/").OutcomeAsync());
        var code = await ShowAsync(server, await server.JoinAsync(Role.Owner), server.Seminar);
        Assert.Equal("200", await server.Stranger().PostAsync("/api/join/look", new { code }).OutcomeAsync());
        Assert.Equal("200", await JoinAsync(server, code));
        Assert.Equal("429 rate-limited", await JoinAsync(server, code));
        Assert.Equal("429 rate-limited", await server.Stranger().PostAsync("/api/join/look", new { code }).OutcomeAsync());
        Assert.Equal("429 rate-limited", await server.Stranger().GetAsync("/join").OutcomeAsync());
        Assert.Equal("429 rate-limited", await new KeyedBrowser(server).SendAsync(HttpMethod.Post, "/api/sign-in/options").OutcomeAsync());
        Assert.Equal("200", await server.Stranger().GetAsync("/help").OutcomeAsync());
    }

    private static Task<string> JoinAsync(CollabServer server, string code) => server.Stranger().PostAsync("/api/join", new { code, displayName = "Ida Lund" }).OutcomeAsync();

    private static async Task<string> ShowAsync(CollabServer server, Participant owner, string seminar)
    {
        using var shown = await owner.PostAsync($"/api/seminars/{seminar}/code");
        return (string)(await shown.JsonAsync())["code"]!;
    }
}
