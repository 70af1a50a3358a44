using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Server.Feeds;
using Collab.Server.Hubs;
using Collab.Server.Limits;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Hubs;

[Collection(LiveCollection.Name)]
public sealed partial class HubInputTests(LiveServer server)
{
    [Theory]
    [InlineData("NoSuchMethod")]
    [InlineData("OnConnectedAsync")]
    [InlineData("OnDisconnectedAsync")]
    [InlineData("Dispose")]
    [InlineData("ToString")]
    [InlineData("get_Context")]
    [InlineData("OpenAsync")]
    [InlineData("DispatchAsync")]
    [InlineData("Collab.Server.Hubs.ReadingHub.Annotate")]
    public async Task N80_N88_what_is_no_method_is_refused_and_the_connection_stays(string method)
    {
        var room = await server.OpenRoomAsync();
        await using var client = await room.EnterAsync(Role.Annotator);
        Assert.Equal("unknown-method", await HubRefusal.CodeAsync(client.InvokeAsync(method)));
        Assert.Equal("unknown-method", await HubRefusal.CodeAsync(client.InvokeAsync(method, new { document = room.Document })));
        Assert.Equal("unknown-method", await HubRefusal.CodeAsync(client.StreamAsync<JsonElement>(method)));
        await room.AnnotateAsync(client, "still here");
    }

    [Theory]
    [InlineData("Watch", "[]")]
    [InlineData("Watch", "[\"d\"]")]
    [InlineData("Watch", "[5,0]")]
    [InlineData("Watch", "[null,0]", "not-found")]
    [InlineData("Watch", "[\"d\",0,1]")]
    [InlineData("Watch", "[{},0]")]
    [InlineData("Typing", "[\"d\",\"c\",\"yes\"]")]
    [InlineData("At", "[\"d\",\"c\",{\"start\":0}]", "not-found")]
    [InlineData("At", "[\"d\"]")]
    [InlineData("at", "[\"d\",5]")]
    [InlineData("At", "[\"d\",\"c\",null,1]")]
    [InlineData("Annotate", "[]")]
    [InlineData("Annotate", "[5]")]
    [InlineData("Annotate", "[null]")]
    [InlineData("Annotate", "[{},{}]")]
    [InlineData("Annotate", "[{\"document\":\"d\",\"document\":\"d\"}]", "duplicate-key")]
    [InlineData("Watch", "[\"\\ud800\",0]", "")]
    [InlineData("Watch", "[\"d\",\"\\ud800\"]", "")]
    [InlineData("WatchNotebook", "[\"d\",\"\\ud800:0\"]", "")]
    [InlineData("Presence", "[\"\\ud800\"]", "")]
    [InlineData("At", "[\"d\",\"\\ud800\",null]", "")]
    [InlineData("At", "[\"d\",\"c\",{\"\\ud800\":1}]", "")]
    [InlineData("Annotate", "[{\"\\ud800\":1}]", "")]
    [InlineData("Annotate", "[{\"document\":\"\\ud800\"}]", "")]
    public async Task N81_wrong_arguments_are_refused_and_the_connection_stays(string method, string arguments, string code = "bad-request")
    {
        var room = await server.OpenRoomAsync();
        await using var client = await RawClient.ConnectAsync(server, room.Owner);
        var type = method is "Watch" or "WatchNotebook" or "Presence" ? 4 : 1;
        await client.SendAsync($$"""{"type":{{type}},"invocationId":"1","target":"{{method}}","arguments":{{arguments}}}""");
        Assert.True((await client.AnswerAsync("1")).TryGetProperty("error", out var error));
        var known = error.GetString()!.Split(": ")[0];
        Assert.True(code == known || (code.Length == 0 && known != "internal" && RefusalCodes.Status.ContainsKey(known)), error.GetString());
        await client.SendAsync($$"""{"type":1,"invocationId":"2","target":"At","arguments":["{{room.Document}}",null,null]}""");
        Assert.False((await client.AnswerAsync("2")).TryGetProperty("error", out _));
    }

    [Fact]
    public async Task A_refusal_is_its_code_and_its_sentence_and_nothing_else()
    {
        var room = await server.OpenRoomAsync();
        await using var client = await RawClient.ConnectAsync(server, room.Owner);
        await client.SendAsync("""{"type":1,"invocationId":"1","target":"Close","arguments":[{"document":"d","commandId":"8f0c6b0e-5f3e-4e0a-9c52-6f2e7d1b7a10"}]}""");
        await client.SendAsync("""{"type":4,"invocationId":"2","target":"Watch","arguments":["d",0]}""");
        var missing = $"not-found: {FeedView.Missing.Detail}";
        Assert.Equal(missing, (await client.AnswerAsync("1")).GetProperty("error").GetString());
        Assert.Equal(missing, (await client.AnswerAsync("2")).GetProperty("error").GetString());
        await client.SendAsync($$"""{"type":1,"invocationId":"3","target":"Watch","arguments":["{{room.Document}}",0]}""");
        await client.SendAsync("""{"type":4,"invocationId":"4","target":"Close","arguments":[{}]}""");
        Assert.StartsWith("bad-request: Watch ", (await client.AnswerAsync("3")).GetProperty("error").GetString());
        Assert.StartsWith("bad-request: Close ", (await client.AnswerAsync("4")).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Where_one_is_may_be_told_without_a_selection()
    {
        var room = await server.OpenRoomAsync();
        await using var client = await RawClient.ConnectAsync(server, room.Owner);
        await client.SendAsync($$"""{"type":1,"invocationId":"1","target":"At","arguments":["{{room.Document}}","{{room.Clauses[0]}}"]}""");
        Assert.False((await client.AnswerAsync("1")).TryGetProperty("error", out var error), error.ToString());
        await client.SendAsync($$"""{"type":1,"invocationId":"2","arguments":["{{room.Document}}","{{room.Clauses[0]}}"],"target":"at"}""");
        Assert.False((await client.AnswerAsync("2")).TryGetProperty("error", out error), error.ToString());
    }

    [Fact]
    public async Task A_command_with_a_wrong_field_is_told_which()
    {
        var room = await server.OpenRoomAsync();
        await using var client = await room.EnterAsync(Role.Annotator);
        var id = Guid.NewGuid();
        Assert.Equal("unknown-field", await HubRefusal.CodeAsync(client.InvokeAsync("Annotate", new { document = room.Document, commandId = id, body = new { text = "a" }, role = "owner" })));
        Assert.Equal("bad-request", await HubRefusal.CodeAsync(client.InvokeAsync("Annotate", new { document = room.Document, body = new { text = "a" } })));
        Assert.Equal("empty-text", await HubRefusal.CodeAsync(client.InvokeAsync("Annotate", new { document = room.Document, commandId = id, body = new { text = " " } })));
        Assert.Equal("not-found", await HubRefusal.CodeAsync(client.InvokeAsync("Annotate", new { document = room.Document, commandId = id, body = new { text = "a" }, targets = new[] { new { clause = "c1" } } })));
        Assert.Equal("not-found", await HubRefusal.CodeAsync(client.InvokeAsync("Resolve", new { document = room.Document, commandId = id, annotation = "17" })));
        Assert.Equal("not-found", await HubRefusal.CodeAsync(client.InvokeAsync("Resolve", new { document = room.Document, commandId = id, annotation = $"{Domain.Identifier.New()}.{Domain.Identifier.New()}" })));
        Assert.Equal("bad-characters", await HubRefusal.CodeAsync(client.InvokeAsync("Annotate", new { document = room.Document, commandId = id, body = new { text = "a\0" } })));
    }

    [Theory]
    [InlineData("-1", "bad-request")]
    [InlineData("9223372036854775808", "bad-request")]
    [InlineData("1e3", "bad-request")]
    [InlineData("\"x\"", "bad-request")]
    [InlineData("null", "bad-request")]
    [InlineData("9223372036854775807", "resync")]
    [InlineData("1000", "resync")]
    [InlineData("\"another:0\"", "resync")]
    public async Task N92_a_cursor_that_is_none_is_refused_and_one_of_another_log_is_sent_for_a_snapshot(string after, string what)
    {
        var room = await server.OpenRoomAsync();
        await using var client = await room.ConnectAsync(room.Owner);
        foreach (var method in new[] { "Watch", "WatchNotebook" })
        {
            var stream = client.StreamAsync<JsonElement>(method, room.Document, JsonElement.Parse(after));
            if (what == "bad-request")
            {
                Assert.Equal(what, await HubRefusal.CodeAsync(stream));
                continue;
            }

            var items = new List<string>();
            await foreach (var item in stream)
                items.Add(item.GetRawText());
            Assert.Equal(["""{"resync":true}"""], items);
        }
    }

    [Fact]
    public async Task N40_N43_a_document_of_others_is_not_there()
    {
        var (room, other) = (await server.OpenRoomAsync(), await server.OpenRoomAsync());
        await using var client = await room.ConnectAsync(room.Owner);
        foreach (var document in new[] { other.Document, Domain.Identifier.New(), "1", "", "../x" })
        {
            Assert.Equal("not-found", await HubRefusal.CodeAsync(client.StreamAsync<JsonElement>("Watch", document, 0)));
            Assert.Equal("not-found", await HubRefusal.CodeAsync(client.StreamAsync<JsonElement>("WatchNotebook", document, 0)));
            Assert.Equal("not-found", await HubRefusal.CodeAsync(client.StreamAsync<JsonElement>("Presence", document)));
            Assert.Equal("not-found", await HubRefusal.CodeAsync(client.InvokeAsync("At", document, null, null)));
            Assert.Equal("not-found", await HubRefusal.CodeAsync(client.InvokeAsync("Close", new { document, commandId = Guid.NewGuid() })));
        }
    }

    [Fact]
    public async Task N37_N38_N39_a_note_of_another_document_is_not_there()
    {
        var (room, other) = (await server.OpenRoomAsync(), await server.OpenRoomAsync());
        await using var client = await room.ConnectAsync(room.Owner);
        await using var elsewhere = await other.ConnectAsync(other.Owner);
        var mine = (await room.AnnotateAsync(client, "mine")).GetProperty("id").GetString()!;
        var onClause = (await other.AnnotateAsync(elsewhere, "theirs")).GetProperty("id").GetString()!;
        var onWhole = (await elsewhere.InvokeAsync<JsonElement>("Annotate", new { document = other.Document, commandId = Guid.NewGuid(), body = new { text = "theirs" } })).GetProperty("id").GetString()!;
        foreach (var annotation in new[] { onClause, onWhole })
        {
            Assert.Equal("not-found", await HubRefusal.CodeAsync(room.CommandAsync(client, "Resolve", annotation)));
            Assert.Equal("not-found", await HubRefusal.CodeAsync(client.InvokeAsync("Pin", new { document = room.Document, annotation, clause = room.Clauses[0], commandId = Guid.NewGuid() })));
            Assert.Equal("unknown-parent", await HubRefusal.CodeAsync(client.InvokeAsync("Reply", new { document = room.Document, annotation = mine, parent = annotation, body = new { text = "a" }, commandId = Guid.NewGuid() })));
        }

        Assert.Equal("not-found", await HubRefusal.CodeAsync(client.InvokeAsync("Pin", new { document = room.Document, annotation = mine, clause = other.Clauses[0], commandId = Guid.NewGuid() })));
    }
}
