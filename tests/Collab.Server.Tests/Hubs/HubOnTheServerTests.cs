using System.Net.WebSockets;
using System.Text.Json;
using Collab.Domain.Policy;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Hubs;

/// <summary>The hub behind the server's own gate, cookies and tokens.</summary>
[Collection(ServerCollection.Name)]
public sealed class HubOnTheServerTests(ServerFixture fixture)
{
    private CollabServer Server => fixture.Server;

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1:1")]
    public async Task N90_a_page_of_another_site_opens_no_connection(string origin)
    {
        var reader = await Server.JoinAsync(Role.Reader);
        Assert.Equal("403 bad-origin", await reader.SendAsync(HttpMethod.Post, "/hub/negotiate?negotiateVersion=1", "", ("Origin", origin)).OutcomeAsync());
        Assert.Contains("403", (await Assert.ThrowsAsync<WebSocketException>(() => OpenAsync(reader, origin))).Message, StringComparison.Ordinal);
        await OpenAsync(reader, Server.Address.GetLeftPart(UriPartial.Authority));
    }

    [Fact]
    public async Task N2_N7_without_a_sign_in_that_holds_there_is_no_connection()
    {
        Assert.Contains("401", (await Assert.ThrowsAsync<WebSocketException>(() => OpenAsync(Server.Stranger(), null))).Message, StringComparison.Ordinal);
        var stale = new Participant(Server, "x", null) { Token = "collab_pat_x_y" };
        Assert.Contains("401", (await Assert.ThrowsAnyAsync<Exception>(stale.ConnectAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task N5_signing_out_closes_the_open_connection_within_a_second()
    {
        var reader = await Server.JoinAsync(Role.Reader);
        await using var connection = await reader.ConnectAsync();
        await Watched(connection);
        var closed = connection.ClosedAsync();
        Assert.Equal("204", await reader.PostAsync("/api/leave-session").OutcomeAsync());
        await closed.WithinAsync(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task N10_revoking_a_token_closes_the_open_connection_within_a_second()
    {
        var person = await Server.JoinAsync(Role.Annotator);
        var program = await person.WithTokenAsync("read");
        await using var connection = await program.ConnectAsync();
        await Watched(connection);
        var closed = connection.ClosedAsync();
        var id = (string)(await person.ReadAsync("/api/tokens"))["items"]![0]!["id"]!;
        Assert.Equal("204", await person.DeleteAsync($"/api/tokens/{id}").OutcomeAsync());
        await closed.WithinAsync(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_command_that_is_tried_again_by_the_other_way_is_done_once()
    {
        var writer = await Server.JoinAsync(Role.Annotator);
        await using var connection = await writer.ConnectAsync();
        var id = Guid.NewGuid();
        var first = await connection.InvokeAsync<JsonElement>("Annotate", new { document = Server.Document, commandId = id, body = new { text = "once" } });
        using var again = await writer.PostAsync($"/api/documents/{Server.Document}/annotations", new { body = new { format = "markdown", text = "once" }, commandId = id });
        var answer = await again.JsonAsync();
        Assert.Equal((first.GetProperty("id").GetString(), first.GetProperty("seq").GetInt64()), ((string)answer["id"]!, (long)answer["seq"]!));
        Assert.Equal("409 command-reused", await writer.PostAsync($"/api/documents/{Server.Document}/annotations", new { body = new { text = "another" }, commandId = id }).OutcomeAsync());
    }

    [Fact]
    public async Task Events_over_http_stand_under_the_permission_table()
    {
        var path = $"/api/documents/{Server.Document}/events?after=0";
        Assert.Equal("401 unauthenticated", await Server.Stranger().GetAsync(path).OutcomeAsync());
        Assert.Equal("404 not-found", await (await Server.OutsiderAsync()).GetAsync(path).OutcomeAsync());
        var reader = await Server.JoinAsync(Role.Reader);
        Assert.Equal("200", await reader.GetAsync(path).OutcomeAsync());
        Assert.Equal("403 forbidden", await (await reader.WithTokenAsync("annotate")).GetAsync(path).OutcomeAsync());
        Assert.Equal("204", await reader.PostAsync($"/api/documents/{Server.Document}/presence", new { connection = "laptop" }).OutcomeAsync());
        Assert.Equal("415 unsupported-media-type", await SendTextAsync(reader));
    }

    private async Task<string> SendTextAsync(Participant reader)
    {
        using var content = new StringContent("{}", System.Text.Encoding.UTF8, "text/plain");
        return await reader.Http.PostAsync($"/api/documents/{Server.Document}/presence", content).OutcomeAsync();
    }

    private async Task Watched(HubConnection connection)
    {
        await foreach (var batch in connection.StreamAsync<JsonElement>("Watch", Server.Document, 0))
        {
            Assert.Equal(1, batch.GetProperty("first").GetInt64());
            return;
        }
    }

    private async Task OpenAsync(Participant participant, string? origin)
    {
        using var socket = new ClientWebSocket();
        if (participant.Cookie is not null)
            socket.Options.SetRequestHeader("Cookie", participant.Cookie);
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);
        await socket.ConnectAsync(new UriBuilder(Server.Address) { Scheme = "ws", Path = "/hub" }.Uri, CancellationToken.None);
    }
}
