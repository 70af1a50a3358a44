using System.Text.Json;
using Collab.Domain.Policy;
using Collab.Server.Feeds;
using Collab.Server.Hubs;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Hubs;

[Collection(LiveCollection.Name)]
public sealed class HubPresenceTests(LiveServer server) : IDisposable
{
    private readonly CancellationTokenSource _enough = new(TimeSpan.FromSeconds(30));

    public void Dispose() => _enough.Dispose();

    [Fact]
    public async Task Readers_see_each_other_come_move_select_type_and_leave()
    {
        var room = await server.OpenRoomAsync();
        await using var owner = await room.ConnectAsync(room.Owner);
        var seen = new Seen(owner.StreamAsync<JsonElement>("Presence", room.Document, _enough.Token));
        var first = await seen.UntilAsync(_ => true);
        Assert.True(first.GetProperty("full").GetBoolean());
        var person = await room.JoinAsync(Role.Reader);
        var member = room.MemberOf(person);
        var reader = await room.ConnectAsync(person);
        await new Seen(reader.StreamAsync<JsonElement>("Presence", room.Document, _enough.Token)).UntilAsync(_ => true);
        await seen.UntilAsync(_ => seen.Here.ContainsKey(member));
        Assert.Equal("reader", seen.Here[member].GetProperty("role").GetString());
        await reader.InvokeAsync("At", room.Document, room.Clauses[1], new { start = 4, end = 12 });
        await seen.UntilAsync(_ => seen.Here[member].TryGetProperty("selection", out _));
        Assert.Equal($$"""{"clause":"{{room.Clauses[1]}}","start":4,"end":12}""", seen.Here[member].GetProperty("selection").GetRawText());
        Assert.Equal(room.Clauses[1], seen.Here[member].GetProperty("clause").GetString());
        await reader.InvokeAsync("Typing", room.Document, room.Clauses[2], true);
        await seen.UntilAsync(_ => seen.Here[member].TryGetProperty("typing", out _));
        await reader.InvokeAsync("Typing", room.Document, room.Clauses[2], false);
        await seen.UntilAsync(_ => !seen.Here[member].TryGetProperty("typing", out _));
        await reader.DisposeAsync();
        await seen.UntilAsync(_ => !seen.Here.ContainsKey(member)).WithinAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Two_devices_are_one_person_who_stays_until_both_have_left()
    {
        var room = await server.OpenRoomAsync();
        await using var owner = await room.ConnectAsync(room.Owner);
        var seen = new Seen(owner.StreamAsync<JsonElement>("Presence", room.Document, _enough.Token));
        var person = await room.JoinAsync(Role.Reader);
        var member = room.MemberOf(person);
        var (laptop, phone) = (await room.ConnectAsync(person), await room.ConnectAsync(person));
        await laptop.InvokeAsync("At", room.Document, room.Clauses[0], null);
        await seen.UntilAsync(_ => seen.At(member) == room.Clauses[0]);
        await phone.InvokeAsync("At", room.Document, room.Clauses[1], null);
        await seen.UntilAsync(_ => seen.At(member) == room.Clauses[1]);
        await phone.DisposeAsync();
        await seen.UntilAsync(_ => seen.At(member) == room.Clauses[0]);
        await laptop.DisposeAsync();
        await seen.UntilAsync(_ => !seen.Here.ContainsKey(member));
    }

    [Fact]
    public async Task Who_was_removed_is_gone_and_is_shown_nobody_any_more()
    {
        var room = await server.OpenRoomAsync();
        await using var owner = await room.ConnectAsync(room.Owner);
        var seen = new Seen(owner.StreamAsync<JsonElement>("Presence", room.Document, _enough.Token));
        var person = await room.JoinAsync(Role.Reader);
        var member = room.MemberOf(person);
        await using var reader = await room.ConnectAsync(person);
        var theirs = Task.Run(async () =>
        {
            await foreach (var _ in reader.StreamAsync<JsonElement>("Presence", room.Document, _enough.Token))
            {
            }
        });
        await seen.UntilAsync(_ => seen.Here.ContainsKey(member));
        var closed = reader.ClosedAsync();
        await room.RemoveAsync(person);
        // The stream is refused and the connection closed; which of both they hear of first is chance.
        await closed.WaitAsync(_enough.Token);
        await Assert.ThrowsAnyAsync<Exception>(() => theirs);
        await seen.UntilAsync(_ => !seen.Here.ContainsKey(member));
    }

    [Fact]
    public async Task Who_takes_nothing_of_what_they_are_told_is_cut_off_and_gone()
    {
        var room = await server.OpenRoomAsync();
        await using var owner = await room.ConnectAsync(room.Owner);
        for (var i = 0; i < 12; i++)
            await room.AnnotateAsync(owner, new string('x', 15_000));
        var seen = new Seen(owner.StreamAsync<JsonElement>("Presence", room.Document, _enough.Token));
        var person = await room.JoinAsync(Role.Reader);
        var member = room.MemberOf(person);
        using var elsewhere = await FrameClient.ConnectAsync(server, person, ReadingHub.Path + "/");
        using var reader = await FrameClient.ConnectAsync(server, person, ReadingHub.Path);
        foreach (var client in (FrameClient[])[elsewhere, reader])
        {
            await client.SendAsync(Watch("0"));
            // However long: where SignalR sends a message itself, the first of its frames is not the last.
            (byte First, byte[] Payload) frame;
            do
            {
                frame = await client.ReadFrameAsync();
                Assert.Equal(0x81, frame.First);
            }
            while (frame.Payload.Length <= Pieces.BufferBytes);
        }

        await reader.SendAsync($$"""{"type":4,"invocationId":"p","target":"Presence","arguments":["{{room.Document}}"]}""");
        await seen.UntilAsync(_ => seen.Here.ContainsKey(member));
        // Eighteen megabytes: more than all buffers on the way take.
        for (var i = 1; i < 100; i++)
            await reader.SendAsync(Watch($"{i}"));
        await seen.UntilAsync(_ => !seen.Here.ContainsKey(member)).WithinAsync(TimeSpan.FromSeconds(15));

        string Watch(string id) => $$"""{"type":4,"invocationId":"{{id}}","target":"Watch","arguments":["{{room.Document}}",0]}""";
    }

    [Fact]
    public async Task A_place_that_is_not_in_the_document_is_refused()
    {
        var room = await server.OpenRoomAsync();
        await using var owner = await room.ConnectAsync(room.Owner);
        Assert.Equal("not-found", await HubRefusal.CodeAsync(owner.InvokeAsync("At", room.Document, "c1", null)));
        Assert.Equal("not-found", await HubRefusal.CodeAsync(owner.InvokeAsync("Typing", room.Document, "c1", true)));
        Assert.Equal("bad-request", await HubRefusal.CodeAsync(owner.InvokeAsync("At", room.Document, room.Clauses[0], new { start = 5, end = 5 })));
        Assert.Equal("bad-request", await HubRefusal.CodeAsync(owner.InvokeAsync("At", room.Document, null, new { start = 5, end = 6 })));
        Assert.Equal("unknown-field", await HubRefusal.CodeAsync(owner.InvokeAsync("At", room.Document, room.Clauses[0], new { start = 5, end = 6, name = "Ada" })));
    }

    /// <summary>What one reader has been told about the others.</summary>
    private sealed class Seen(IAsyncEnumerable<JsonElement> stream)
    {
        private readonly IAsyncEnumerator<JsonElement> _items = stream.GetAsyncEnumerator();

        public Dictionary<string, JsonElement> Here { get; } = [];

        public string? At(string member) => Here.TryGetValue(member, out var person) && person.TryGetProperty("clause", out var clause) ? clause.GetString() : null;

        /// <summary>Reads on until the condition holds, at least one item.</summary>
        public async Task<JsonElement> UntilAsync(Predicate<JsonElement> condition)
        {
            do
            {
                Assert.True(await _items.MoveNextAsync());
                if (_items.Current.TryGetProperty("full", out _))
                    Here.Clear();
                foreach (var person in _items.Current.GetProperty("people").EnumerateArray())
                    Here[person.GetProperty("id").GetString()!] = person;
                if (_items.Current.TryGetProperty("gone", out var gone))
                    gone.EnumerateArray().ToList().ForEach(member => Here.Remove(member.GetString()!));
            }
            while (!condition(_items.Current));
            return _items.Current;
        }
    }
}
