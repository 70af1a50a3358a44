using System.Text.Json;
using Collab.Domain.Policy;
using Collab.Server.Feeds;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Hubs;

[Collection(LiveCollection.Name)]
public sealed class ReadingHubTests(LiveServer server)
{
    [Fact]
    public async Task Two_writers_and_twenty_readers_converge()
    {
        var room = await server.OpenRoomAsync();
        var writers = new[] { await room.EnterAsync(Role.Annotator), await room.EnterAsync(Role.Annotator) };
        var readers = new List<HubConnection>();
        for (var i = 0; i < 20; i++)
            readers.Add(await room.EnterAsync(Role.Reader));
        var (from, notes) = (room.Head, 60);
        var reading = readers.Select(reader => room.ReadToAsync(reader, from, from + (2 * notes))).ToList();
        await Task.WhenAll(writers.Select(async (writer, w) =>
        {
            for (var i = 0; i < notes; i++)
                await room.AnnotateAsync(writer, $"note {i} of writer {w}", i % 3);
        }));
        var read = await Task.WhenAll(reading);
        var expected = string.Join('\n', read[0].Select(e => e.GetRawText()));
        Assert.Equal(2 * notes, read[0].Count);
        Assert.All(read, events => Assert.Equal(expected, string.Join('\n', events.Select(e => e.GetRawText()))));
        await DisposeAsync([.. writers, .. readers]);
    }

    [Fact]
    public async Task A_reader_comes_back_at_any_seq_and_misses_nothing()
    {
        var room = await server.OpenRoomAsync();
        await using var writer = await room.EnterAsync(Role.Annotator);
        for (var i = 0; i < 100; i++)
            await room.AnnotateAsync(writer, $"note {i}");
        var person = await room.JoinAsync(Role.Reader);
        var head = room.Head;
        foreach (var after in new[] { 0, 1, 2, 50, head - 65, head - 64, head - 1 })
        {
            await using var reader = await room.ConnectAsync(person);
            var events = await room.ReadToAsync(reader, after, head, after % 2 == 0 ? $"{room.Feed.State.Header.Epoch}:{after}" : after);
            Assert.Equal(Enumerable.Range((int)after + 1, (int)(head - after)).Select(i => (long)i), events.Select(e => e.GetProperty("seq").GetInt64()));
        }
    }

    [Fact]
    public async Task A_command_that_is_sent_again_gets_the_same_answer_and_another_under_its_id_is_refused()
    {
        var room = await server.OpenRoomAsync();
        await using var writer = await room.EnterAsync(Role.Annotator);
        object Command(string text) => new { document = room.Document, commandId = new Guid("5b0c4f1e-7a52-4a36-9a3a-0f2f6ba0c001"), body = new { text } };
        var first = await writer.InvokeAsync<JsonElement>("Annotate", Command("once"));
        var again = await writer.InvokeAsync<JsonElement>("Annotate", Command("once"));
        Assert.Equal(first.GetRawText(), again.GetRawText());
        Assert.Equal("command-reused", await HubRefusal.CodeAsync(writer.InvokeAsync("Annotate", Command("another"))));
    }

    [Fact]
    public async Task Who_wrote_can_read_it_here_as_soon_as_it_is_answered()
    {
        var room = await server.OpenRoomAsync();
        await using var writer = await room.EnterAsync(Role.Annotator);
        for (var i = 0; i < 20; i++)
        {
            var outcome = await room.AnnotateAsync(writer, $"note {i}");
            Assert.True(room.Head >= outcome.GetProperty("seq").GetInt64());
            Assert.NotNull(room.Feed.State.Find(outcome.GetProperty("id").GetString()!));
        }
    }

    [Fact]
    public async Task Every_command_reaches_its_home()
    {
        var room = await server.OpenRoomAsync();
        await using var owner = await room.ConnectAsync(room.Owner);
        var note = (await room.AnnotateAsync(owner, "a note")).GetProperty("id").GetString()!;
        var whole = (await owner.InvokeAsync<JsonElement>("Annotate", Of(new { body = new { text = "on the whole document" } }))).GetProperty("id").GetString()!;
        var from = room.Head;
        await owner.InvokeAsync("Reply", Of(new { annotation = note, body = new { text = "an answer" } }));
        await owner.InvokeAsync("Reply", Of(new { annotation = whole, body = new { text = "an answer" } }));
        await owner.InvokeAsync("Edit", Of(new { annotation = note, version = 1, body = new { text = "a better note" } }));
        await owner.InvokeAsync("Pin", Of(new { annotation = note, clause = room.Clauses[0] }));
        await owner.InvokeAsync("Pin", Of(new { annotation = whole, clause = room.Clauses[0], order = 0 }));
        await owner.InvokeAsync("Unpin", Of(new { annotation = note }));
        await owner.InvokeAsync("Hide", Of(new { annotation = note, reason = "off topic" }));
        await owner.InvokeAsync("Unhide", Of(new { annotation = note }));
        await owner.InvokeAsync("Resolve", Of(new { annotation = note }));
        await owner.InvokeAsync("Reopen", Of(new { annotation = note }));
        await owner.InvokeAsync("React", Of(new { annotation = note, emoji = "👍", on = true }));
        await owner.InvokeAsync("Lock", Of(new { clause = room.Clauses[1] }));
        await owner.InvokeAsync("Unlock", Of(new { clause = room.Clauses[1] }));
        await owner.InvokeAsync("Lead", Of(new { clause = room.Clauses[2] }));
        await owner.InvokeAsync("Delete", Of(new { annotation = note }));
        await owner.InvokeAsync("Close", Of(new { }));
        await owner.InvokeAsync("ReopenDocument", Of(new { }));
        var kinds = (await room.ReadToAsync(owner, from, room.Head)).Select(e => e.GetProperty("kind").GetString());
        Assert.Equal(
            ["ReplyAdded", "ReplyAdded", "AnnotationEdited", "PinPlaced", "PinPlaced", "PinRemoved", "AnnotationHidden", "AnnotationShown", "ThreadResolved", "ThreadReopened",
             "ReactionAdded", "ClauseLocked", "ClauseUnlocked", "Led", "AnnotationDeleted", "DocumentClosed", "DocumentReopened"],
            kinds);

        Dictionary<string, object?> Of(object fields)
        {
            var command = new Dictionary<string, object?> { ["document"] = room.Document, ["commandId"] = Guid.NewGuid() };
            foreach (var property in fields.GetType().GetProperties())
                command[property.Name] = property.GetValue(fields);
            return command;
        }
    }

    [Fact]
    public async Task A_private_note_reaches_its_writers_devices_and_nobody_else()
    {
        var room = await server.OpenRoomAsync();
        var person = await room.JoinAsync(Role.Annotator);
        await using var laptop = await room.ConnectAsync(person);
        await using var phone = await room.ConnectAsync(person);
        await using var owner = await room.ConnectAsync(room.Owner);
        var head = room.Head;
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var notebook = await phone.StreamAsChannelAsync<JsonElement>("WatchNotebook", room.Document, 0, enough.Token);
        var note = (await room.AnnotateAsync(laptop, "for my eyes only", visibility: "private")).GetProperty("id").GetString()!;
        Assert.StartsWith("n.", note);
        var added = await notebook.ReadAsync(enough.Token);
        Assert.Contains("for my eyes only", added.GetRawText());
        Assert.Equal(1, added.GetProperty("first").GetInt64());
        Assert.Equal(head, room.Head);
        Assert.Equal("not-found", await HubRefusal.CodeAsync(room.CommandAsync(owner, "Delete", note)));
        Assert.Equal("not-found", await HubRefusal.CodeAsync(room.CommandAsync(owner, "Hide", note)));
        Assert.Equal("not-found", await HubRefusal.CodeAsync(owner.InvokeAsync("Reply", new { document = room.Document, annotation = note, commandId = Guid.NewGuid(), body = new { text = "seen" } })));
        await room.AnnotateAsync(owner, "shared");
        Assert.DoesNotContain("for my eyes only", string.Join('\n', await room.ReadToAsync(owner, 0, head + 1)));
        await room.CommandAsync(laptop, "Delete", note);
        Assert.Contains("AnnotationDeleted", (await notebook.ReadAsync(enough.Token)).GetRawText());
    }

    [Fact]
    public async Task A_reader_that_does_not_read_holds_up_nobody_and_goes_on_where_it_was()
    {
        var room = await server.OpenRoomAsync();
        await using var stalled = await RawClient.ConnectAsync(server, await room.JoinAsync(Role.Reader));
        var from = room.Head;
        await stalled.SendAsync($$"""{"type":4,"invocationId":"1","target":"Watch","arguments":["{{room.Document}}",{{from}}]}""");
        await using var writer = await room.EnterAsync(Role.Annotator);
        await using var reader = await room.EnterAsync(Role.Reader);
        from = room.Head;
        var (notes, text) = (150, new string('x', 16_000));
        var reading = room.ReadToAsync(reader, from, from + notes);
        await Parallel.ForEachAsync(Enumerable.Range(0, notes), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, _) => await room.AnnotateAsync(writer, text, i % 3));
        Assert.Equal(notes, (await reading).Count);
        var last = from - 2;
        while (last < from + notes)
        {
            var message = await stalled.ReadAsync();
            if (message.GetProperty("type").GetInt32() != 2)
                continue;
            Assert.Equal(last + 1, message.GetProperty("item").GetProperty("first").GetInt64());
            last = message.GetProperty("item").GetProperty("last").GetInt64();
        }
    }

    [Fact]
    public async Task Hidden_words_leave_by_no_way_for_an_annotator()
    {
        const string Secret = "a word that nobody shall read";
        var room = await server.OpenRoomAsync();
        await using var author = await room.EnterAsync(Role.Annotator);
        await using var owner = await room.ConnectAsync(room.Owner);
        var other = await room.JoinAsync(Role.Annotator);
        var before = room.Head;
        var note = (await room.AnnotateAsync(author, Secret)).GetProperty("id").GetString()!;
        await author.InvokeAsync("Edit", new { document = room.Document, annotation = note, commandId = Guid.NewGuid(), version = 1, body = new { text = Secret + ", edited" } });
        await using var watching = await room.ConnectAsync(other);
        var live = room.ReadToAsync(watching, before + 2, before + 4);
        await owner.InvokeAsync("Hide", new { document = room.Document, annotation = note, commandId = Guid.NewGuid(), reason = "off topic" });
        await room.AnnotateAsync(owner, "later");
        var seen = new List<string> { string.Join('\n', await live) };
        await using var reader = await room.ConnectAsync(other);
        seen.Add(string.Join('\n', await room.ReadToAsync(reader, 0, room.Head)));
        using var http = server.Http(other);
        seen.Add(await http.GetStringAsync($"/api/documents/{room.Document}/events?after=0&limit=1000"));
        var snapshots = (SnapshotCache)server.Services.GetService(typeof(SnapshotCache))!;
        seen.Add(System.Text.Encoding.UTF8.GetString((await snapshots.GetAsync(room.Feed, other)).Utf8));
        seen.Add(System.Text.Encoding.UTF8.GetString((await snapshots.GetAsync(room.Feed, other, before + 2)).Utf8));
        Assert.All(seen, text => Assert.DoesNotContain("nobody shall read", text));
        Assert.Contains(Secret, string.Join('\n', await room.ReadToAsync(owner, 0, room.Head)));
        Assert.Contains(Secret, string.Join('\n', await room.ReadToAsync(author, 0, room.Head)));
    }

    internal static async Task DisposeAsync(IEnumerable<HubConnection> connections)
    {
        foreach (var connection in connections)
            await connection.DisposeAsync();
    }
}
