using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Collab.Domain.Policy;
using Collab.Server.Api;
using Collab.Server.Tests.Hubs;
using Collab.Storage.Accounts;
using Collab.Testing;

namespace Collab.Server.Tests.Security;

[Collection(ServerCollection.Name)]
public sealed class SignInTests(ServerFixture fixture)
{
    private CollabServer Server => fixture.Server;

    [Fact]
    public async Task N1_without_a_cookie_nothing_is_read()
    {
        Assert.Equal("401 unauthenticated", await Server.Stranger().GetAsync("/api/me").OutcomeAsync());
        Assert.Equal("401 unauthenticated", await Server.Stranger().GetAsync($"/api/seminars/{Server.Seminar}").OutcomeAsync());
    }

    [Theory]
    [InlineData("collab=garbage")]
    [InlineData("collab=")]
    [InlineData("collab=\"\\u0000\"; collab=x")]
    [InlineData("__Host-collab=CfDJ8NzX")]
    public async Task N3_a_garbage_cookie_is_no_sign_in(string cookie)
    {
        var somebody = new Participant(Server, "nobody", cookie);
        Assert.Equal("401 unauthenticated", await somebody.GetAsync("/api/me").OutcomeAsync());
    }

    [Fact]
    public async Task N4_a_session_of_another_server_is_none_here()
    {
        await using var other = await CollabServer.StartAsync();
        var stranger = await other.JoinAsync(Role.Reader);
        Assert.Equal("401 unauthenticated", await new Participant(Server, "x", stranger.Cookie).GetAsync("/api/me").OutcomeAsync());
    }

    [Fact]
    public async Task N5_a_session_is_over_when_it_is_left()
    {
        var reader = await Server.JoinAsync(Role.Reader);
        Assert.Equal("200", await reader.GetAsync("/api/me").OutcomeAsync());
        Assert.Equal("204", await reader.PostAsync("/api/leave-session").OutcomeAsync());
        Assert.Equal("401 unauthenticated", await reader.GetAsync("/api/me").OutcomeAsync());
    }

    [Fact]
    public async Task N8_a_token_in_the_address_is_refused_though_it_holds()
    {
        var program = await (await Server.JoinAsync(Role.Annotator)).WithTokenAsync("read");
        Assert.Equal("200", await program.GetAsync("/api/me").OutcomeAsync());
        Assert.Equal("401 unauthenticated", await Server.Stranger().GetAsync($"/api/me?access_token={program.Token}").OutcomeAsync());
        Assert.Equal("401 unauthenticated", await program.GetAsync($"/api/me?access_token={program.Token}").OutcomeAsync());
        foreach (var caller in new[] { Server.Stranger(), program })
        {
            Assert.Equal("401 unauthenticated", await caller.PostAsync($"/hub/negotiate?negotiateVersion=1&access_token={program.Token}").OutcomeAsync());
            Assert.Equal("401 unauthenticated", await caller.GetAsync($"/hub?access_token={program.Token}").OutcomeAsync());
        }

        using var socket = new ClientWebSocket();
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new Uri($"ws://{Server.Address.Authority}/hub?access_token={program.Token}"), CancellationToken.None));
        Assert.Contains("401", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task N7_N10_a_token_that_has_expired_lets_nobody_in_and_makes_nobody_anonymous()
    {
        var person = await Server.JoinAsync(Role.Annotator);
        var now = DateTimeOffset.UtcNow;
        var expired = await MakeAsync(now.AddDays(-2), now.AddDays(-1));
        Assert.Equal("401 unauthenticated", await expired.GetAsync("/api/me").OutcomeAsync());
        Assert.Equal("401 unauthenticated", await expired.GetAsync($"/api/documents/{Server.Document}").OutcomeAsync());
        Assert.Equal("401 unauthenticated", await expired.GetAsync("/help").OutcomeAsync());
        Assert.Contains("401", (await Assert.ThrowsAnyAsync<Exception>(expired.ConnectAsync)).Message, StringComparison.Ordinal);

        // From now on: what went before may have taken its time, and to connect may take some. Six seconds after it has expired nobody is connected by it.
        var expiring = await MakeAsync(now, DateTimeOffset.UtcNow.AddSeconds(15));
        await using var connection = await expiring.ConnectAsync();
        await connection.ClosedAsync().WithinAsync(TimeSpan.FromSeconds(15 + 6));
        Assert.Contains("401", (await Assert.ThrowsAnyAsync<Exception>(expiring.ConnectAsync)).Message, StringComparison.Ordinal);
        Assert.Equal("401 unauthenticated", await expiring.GetAsync("/api/me").OutcomeAsync());

        async Task<Participant> MakeAsync(DateTimeOffset made, DateTimeOffset expires) =>
            new(Server, "a program", null) { Token = (await TokensApi.MakeAsync(Server.Accounts, person.Person, "a program", TokenScopes.Read, null, made, expires)).Token };
    }

    [Fact]
    public async Task N9_a_token_with_one_character_changed_is_refused_in_the_same_words_as_an_unknown_one()
    {
        var program = await (await Server.JoinAsync(Role.Annotator)).WithTokenAsync("read");
        var last = program.Token![^1];
        var changed = await BodyAsync(program.Token[..^1] + (last == 'A' ? 'B' : 'A'));
        var unknown = await BodyAsync("collab_pat_00000000000000000000000000000000_AAAA");
        Assert.Equal(changed, unknown);
        Assert.Contains("unauthenticated", changed, StringComparison.Ordinal);

        async Task<string> BodyAsync(string token)
        {
            using var response = await new Participant(Server, "x", null) { Token = token }.GetAsync("/api/me");
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
            problem.Remove("traceId");
            return problem.ToJsonString();
        }
    }

    [Fact]
    public async Task N10_a_revoked_token_is_refused_at_once()
    {
        var person = await Server.JoinAsync(Role.Annotator);
        var program = await person.WithTokenAsync("read");
        Assert.Equal("200", await program.GetAsync("/api/me").OutcomeAsync());
        var id = (string)(await person.ReadAsync("/api/tokens"))["items"]![0]!["id"]!;
        Assert.Equal("204", await person.DeleteAsync($"/api/tokens/{id}").OutcomeAsync());
        Assert.Equal("401 unauthenticated", await program.GetAsync("/api/me").OutcomeAsync());
    }

    [Fact]
    public async Task A_token_that_does_not_hold_is_refused_where_anybody_may_come_in()
    {
        var somebody = new Participant(Server, "x", null) { Token = "collab_pat_x_y" };
        Assert.Equal("401 unauthenticated", await somebody.PostAsync("/api/join", new { code = "BCDFGH", displayName = "Ida" }).OutcomeAsync());
    }
}
