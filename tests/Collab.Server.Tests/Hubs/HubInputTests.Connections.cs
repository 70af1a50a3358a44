using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Collab.Domain.Policy;
using Collab.Server.Hubs;
using Collab.Server.Limits;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Hubs;

/// <summary>What a connection may do, and what closes it.</summary>
public sealed partial class HubInputTests
{
    [Theory]
    [InlineData('ж', 8_192)]
    [InlineData('会', 5_461)]
    [InlineData('a', 16_384)]
    public async Task N82_a_body_of_16_KiB_fits_with_every_character_escaped(char character, int count)
    {
        var room = await server.OpenRoomAsync();
        await using var client = await RawClient.ConnectAsync(server, room.Owner);
        var escaped = string.Concat(Enumerable.Repeat($"\\u{(int)character:x4}", count));
        await client.SendAsync($$$"""{"type":1,"invocationId":"1","target":"Annotate","arguments":[{"document":"{{{room.Document}}}","commandId":"{{{Guid.NewGuid()}}}","body":{"text":"{{{escaped}}}"}}]}""");
        var answer = await client.AnswerAsync("1");
        Assert.False(answer.TryGetProperty("error", out var error), error.ToString());
        Assert.Equal(new string(character, count), room.Feed.State.Find(answer.GetProperty("result").GetProperty("id").GetString()!)!.Body!.Text);
    }

    [Fact]
    public async Task N82_a_message_past_the_limit_closes_its_connection_only()
    {
        var room = await server.OpenRoomAsync();
        await using var other = await room.ConnectAsync(room.Owner);
        await using var client = await RawClient.ConnectAsync(server, room.Owner);
        await client.SendAsync(new string('x', new LimitsOptions().HubMessageBytes + 1));
        await client.ClosedAsync();
        await room.AnnotateAsync(other, "still here");
    }

    [Fact]
    public async Task N83_a_connection_without_a_handshake_is_closed_after_five_seconds()
    {
        var room = await server.OpenRoomAsync();
        await using var client = await RawClient.OpenAsync(server, room.Owner);
        await client.ClosedAsync().WithinAsync(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task N2_somebody_who_is_not_signed_in_gets_401()
    {
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => RawClient.OpenAsync(server, null));
        Assert.Contains("401", refused.Message);
        using var http = new HttpClient();
        using var negotiation = await http.PostAsync($"{server.Address}/hub/negotiate?negotiateVersion=1", null);
        Assert.Equal(401, (int)negotiation.StatusCode);
    }

    [Fact]
    public async Task N84_the_21st_connection_of_a_person_gets_429_and_200_people_are_let_in()
    {
        var room = await server.OpenRoomAsync();
        var person = await room.JoinAsync(Role.Reader);
        var clients = new List<RawClient>();
        for (var i = 0; i < 20; i++)
            clients.Add(await RawClient.ConnectAsync(server, person));
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => RawClient.OpenAsync(server, person));
        Assert.Contains("429", refused.Message);
        for (var i = 0; i < 200; i++)
            clients.Add(await RawClient.ConnectAsync(server, Domain.Identifier.New()));
        foreach (var client in clients)
            await client.DisposeAsync();
    }

    [Fact]
    public async Task N85_a_thousand_calls_at_once_are_limited_and_others_are_unaffected()
    {
        var began = Stopwatch.GetTimestamp();
        var room = await server.OpenRoomAsync();
        await using var busy = await room.EnterAsync(Role.Annotator);
        await using var calm = await room.EnterAsync(Role.Annotator);
        var calls = Enumerable.Range(0, 1_000).Select(_ => busy.InvokeAsync("At", room.Document, null, null)).ToList();
        await room.AnnotateAsync(calm, "in peace").WithinAsync(TimeSpan.FromSeconds(5));
        var codes = new List<string>();
        foreach (var call in calls)
            codes.Add(await Record.ExceptionAsync(() => call) is HubException refused ? refused.Message : "done");
        // The others' calls go between: refusals leave by and by.
        Assert.InRange(Stopwatch.GetElapsedTime(began), HubRefusals.Pause / 2 * (codes.Count(code => code != "done") / LiveHosting.ParallelCalls), TimeSpan.MaxValue);
        Assert.Contains(codes, code => code.Contains("rate-limited: ", StringComparison.Ordinal));
        Assert.All(codes, code => Assert.True(code == "done" || code.Contains("rate-limited: ", StringComparison.Ordinal), code));
        Assert.True(codes.Count(code => code == "done") >= new LimitsOptions().HubBurst);
        await room.AnnotateAsync(calm, "in peace");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("hello")]
    [InlineData("[]")]
    [InlineData("""{"type":"1"}""")]
    [InlineData("""{"type":1,"target":5,"arguments":[]}""")]
    public async Task N86_a_frame_that_is_no_message_closes_its_connection_only(string frame)
    {
        var room = await server.OpenRoomAsync();
        await using var other = await room.ConnectAsync(room.Owner);
        await using var client = await RawClient.ConnectAsync(server, room.Owner);
        await client.SendAsync(frame);
        await client.ClosedAsync();
        await room.AnnotateAsync(other, "still here");
    }

    [Fact]
    public async Task N87_bytes_that_are_no_text_close_their_connection_only()
    {
        var room = await server.OpenRoomAsync();
        await using var other = await room.ConnectAsync(room.Owner);
        await using var client = await RawClient.ConnectAsync(server, room.Owner);
        await client.Socket.SendAsync(new byte[] { 0xFF, 0x00, 0xC3, 0x28, 0x1E }, WebSocketMessageType.Binary, true, CancellationToken.None);
        await client.ClosedAsync();
        await room.AnnotateAsync(other, "still here");
    }

    [Fact]
    public async Task N89_a_stream_from_the_client_is_not_taken()
    {
        var room = await server.OpenRoomAsync();
        await using var client = await RawClient.ConnectAsync(server, room.Owner);
        await client.SendAsync("""{"type":1,"invocationId":"1","target":"Annotate","arguments":[{}],"streamIds":["s1"]}""");
        Assert.Equal("bad-request: The hub takes no streams from its clients. See the table of its methods.", (await client.AnswerAsync("1")).GetProperty("error").GetString());
        await client.SendAsync("""{"type":2,"invocationId":"s1","item":{"text":"a"}}""");
        await client.SendAsync("""{"type":3,"invocationId":"s1"}""");
        await client.SendAsync($$"""{"type":1,"invocationId":"2","target":"At","arguments":["{{room.Document}}",null,null]}""");
        Assert.False((await client.AnswerAsync("2")).TryGetProperty("error", out _));
    }

    [Fact]
    public async Task An_invocation_id_that_is_in_use_is_refused_in_words()
    {
        var room = await server.OpenRoomAsync();
        await using var client = await RawClient.ConnectAsync(server, room.Owner);
        var watch = $$"""{"type":4,"invocationId":"1","target":"Watch","arguments":["{{room.Document}}",0]}""";
        await client.SendAsync(watch);
        await client.FirstAsync("1");
        await client.SendAsync(watch);
        Assert.Equal("bad-request: A stream of this connection that is open has that invocation id. Give each its own.", (await client.AnswerAsync("1")).GetProperty("error").GetString());
    }

    /// <summary>SignalR deals with them by itself: no rate of calls sees them.</summary>
    [Theory]
    [InlineData("""{"type":1,"target":"Nothing","arguments":[]}""")]
    [InlineData("""{"type":5,"invocationId":"1"}""")]
    [InlineData("""{"type":6}""")]
    public async Task M201_messages_without_end_that_call_nothing_are_read_by_and_by_and_others_are_unaffected(string message)
    {
        var room = await server.OpenRoomAsync();
        var loud = Domain.Identifier.New();
        await using var busy = await RawClient.ConnectAsync(server, loud);
        await using var calm = await RawClient.ConnectAsync(server, room.Owner);
        var burst = CallRates.MessagesToCall * new LimitsOptions().HubBurst;
        var sent = Stopwatch.GetTimestamp();
        await busy.Socket.SendAsync(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(message + '\u001e', 2 * burst))), WebSocketMessageType.Text, true, CancellationToken.None);
        await busy.SendAsync("""{"type":1,"invocationId":"last","target":"At","arguments":["nothing",null,null]}""");
        var last = CameAsync();
        for (var i = 0; i < 50; i++)
        {
            await calm.SendAsync($$"""{"type":1,"invocationId":"{{i}}","target":"At","arguments":["{{room.Document}}",null,null]}""");
            Assert.False((await calm.AnswerAsync($"{i}")).TryGetProperty("error", out _));
        }

        // What is one burst too many is read in four seconds. The calm one may take longer, where others have the processors.
        Assert.True(!last.IsCompleted || await last >= TimeSpan.FromSeconds(3), "What was too much was read at once.");

        async Task<TimeSpan> CameAsync()
        {
            await busy.AnswerAsync("last");
            return Stopwatch.GetElapsedTime(sent);
        }
    }

    [Fact]
    public async Task N91_the_101st_watch_of_a_connection_is_refused_and_one_that_ends_makes_room()
    {
        var room = await server.OpenRoomAsync();
        await using var client = await RawClient.ConnectAsync(server, room.Owner);
        for (var i = 0; i < 100; i++)
            await WatchAsync($"w{i}");
        await WatchAsync("last");
        Assert.Contains("rate-limited: ", (await client.AnswerAsync("last")).GetProperty("error").GetString());
        await client.SendAsync("""{"type":5,"invocationId":"w0"}""");
        await client.AnswerAsync("w0");
        await WatchAsync("again");
        Assert.Equal(2, (await client.FirstAsync("again")).GetProperty("type").GetInt32());

        Task WatchAsync(string id) => client.SendAsync($$"""{"type":4,"invocationId":"{{id}}","target":"Watch","arguments":["{{room.Document}}",0]}""");
    }
}
