using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Server.Tests.Api;

[Collection(ServerCollection.Name)]
public sealed class TokensTests(ServerFixture fixture)
{
    private CollabServer Server => fixture.Server;

    [Fact]
    public async Task A_token_sees_and_revokes_those_that_may_do_no_more_than_it_and_makes_none()
    {
        var owner = await Server.JoinAsync(Role.Owner);
        var (wide, wideId) = await MakeAsync(owner, ["read", "annotate"]);
        var (narrow, narrowId) = await MakeAsync(owner, ["read"]);
        var (_, boundId) = await MakeAsync(owner, ["read"], Server.Seminar);
        Assert.Equal(new[] { narrowId, boundId }.Order(), (await ListedAsync(narrow)).Order());
        Assert.Equal(new[] { wideId, narrowId, boundId }.Order(), (await ListedAsync(wide)).Order());
        Assert.Equal("404 not-found", await narrow.DeleteAsync($"/api/tokens/{wideId}").OutcomeAsync());
        Assert.Equal("403 forbidden", await wide.PostAsync("/api/tokens", new { name = "more", scopes = new[] { "read" } }).OutcomeAsync());

        Assert.Equal("204", await wide.DeleteAsync($"/api/tokens/{narrowId}").OutcomeAsync());
        Assert.Equal("401 unauthenticated", await narrow.GetAsync("/api/tokens").OutcomeAsync());
        Assert.Equal("204", await wide.DeleteAsync($"/api/tokens/{wideId}").OutcomeAsync());
        Assert.Equal("401 unauthenticated", await wide.GetAsync("/api/me").OutcomeAsync());
        Assert.Equal([boundId], await ListedAsync(owner));
    }

    [Fact]
    public async Task A_token_of_one_seminar_sees_no_token_of_another_and_founds_none()
    {
        var owner = await Server.JoinAsync(Role.Owner);
        await MakeAsync(owner, ["read", "moderate"]);
        var (bound, boundId) = await MakeAsync(owner, ["read", "moderate"], Server.Seminar);
        Assert.Equal([boundId], await ListedAsync(bound));
        Assert.Equal("403 forbidden", await bound.PostAsync("/api/seminars", new { commandId = Guid.NewGuid(), title = "Elsewhere" }).OutcomeAsync());
        Assert.DoesNotContain((await owner.ReadAsync("/api/seminars"))["items"]!.AsArray(), seminar => (string)seminar!["title"]! == "Elsewhere");
    }

    [Fact]
    public async Task What_was_made_can_be_read_where_the_answer_says()
    {
        var owner = await Server.JoinAsync(Role.Owner);
        foreach (var (path, body) in new (string, object)[] { ("/api/tokens", new { name = "a program", scopes = new[] { "read" } }), ($"/api/seminars/{Server.Seminar}/invites", new { role = "reader" }) })
        {
            using var made = await owner.PostAsync(path, body);
            Assert.Equal("200", await owner.GetAsync(made.Headers.Location!.ToString()).OutcomeAsync());
        }
    }

    private async Task<(Participant Program, string Id)> MakeAsync(Participant owner, string[] scopes, string? seminar = null)
    {
        using var response = await owner.PostAsync("/api/tokens", new { name = "a program", scopes, seminar });
        var made = await response.JsonAsync();
        return (new Participant(Server, owner.Name, null) { Token = (string)made["token"]! }, (string)made["id"]!);
    }

    private static async Task<string[]> ListedAsync(Participant who) =>
        [.. (await who.ReadAsync("/api/tokens"))["items"]!.AsArray().Select(token => (string)token!["id"]!)];
}
