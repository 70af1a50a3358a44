using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Collab.Contracts.Notebooks;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Server.Tests.Hubs;
using Collab.Storage;
using Collab.Testing;

namespace Collab.Server.Tests.Feeds;

[Collection(LiveCollection.Name)]
public sealed class EventEndpointsTests(LiveServer server)
{
    [Fact]
    public async Task A_page_has_the_shape_of_a_batch_and_takes_up_to_a_thousand()
    {
        var room = await server.OpenRoomAsync();
        await using var writer = await room.ConnectAsync(room.Owner);
        for (var i = 0; i < 100; i++)
            await room.AnnotateAsync(writer, $"note {i}");
        using var http = server.Http(room.Owner);
        var page = await http.GetFromJsonAsync<JsonElement>($"/api/documents/{room.Document}/events?after=2&limit=1000");
        Assert.Equal((3, room.Head, room.Head), (page.GetProperty("first").GetInt64(), page.GetProperty("last").GetInt64(), page.GetProperty("head").GetInt64()));
        Assert.Equal(room.Head - 2, page.GetProperty("events").GetArrayLength());
        Assert.Equal(room.Feed.State.Header.Epoch, page.GetProperty("epoch").GetString());
        var few = await http.GetFromJsonAsync<JsonElement>($"/api/documents/{room.Document}/events?after=0&limit=5");
        Assert.Equal((1, 5), (few.GetProperty("first").GetInt64(), few.GetProperty("last").GetInt64()));
        var none = await http.GetFromJsonAsync<JsonElement>($"/api/documents/{room.Document}/events?after={room.Head}");
        Assert.Equal((room.Head + 1, room.Head), (none.GetProperty("first").GetInt64(), none.GetProperty("last").GetInt64()));
        Assert.Empty(none.GetProperty("events").EnumerateArray());
    }

    [Theory]
    [InlineData("after=-1", 400, "bad-request")]
    [InlineData("after=9223372036854775808", 400, "bad-request")]
    [InlineData("after=x", 400, "bad-request")]
    [InlineData("after=0&limit=0", 400, "bad-request")]
    [InlineData("after=0&limit=1001", 400, "bad-request")]
    [InlineData("after=1000", 409, "resync")]
    [InlineData("after=another:1", 409, "resync")]
    [InlineData("atLeast=1000", 503, "unavailable")]
    public async Task What_cannot_be_answered_is_refused(string query, int status, string code)
    {
        var room = await server.OpenRoomAsync();
        using var http = server.Http(room.Owner);
        using var answer = await http.GetAsync($"/api/documents/{room.Document}/events?{query}");
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task N41_events_of_a_document_of_others_are_not_there()
    {
        var (room, other) = (await server.OpenRoomAsync(), await server.OpenRoomAsync());
        using var http = server.Http(room.Owner);
        foreach (var accept in new[] { "application/json", "text/event-stream" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/documents/{other.Document}/events?after=0") { Headers = { { "Accept", accept } } };
            using var answer = await http.SendAsync(request);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        using var presence = await http.PostAsJsonAsync($"/api/documents/{other.Document}/presence", new { connection = "laptop" });
        Assert.Equal(HttpStatusCode.NotFound, presence.StatusCode);
    }

    [Fact]
    public async Task A_stream_goes_on_where_the_browser_says_that_it_was()
    {
        var room = await server.OpenRoomAsync();
        await using var writer = await room.ConnectAsync(room.Owner);
        using var http = server.Http(await room.JoinAsync(Role.Reader));
        string id;
        await using (var stream = await ServerSentEvents.OpenAsync(http, room.Document, "after=0"))
        {
            var (name, lastId, data) = await stream.ReadAsync();
            Assert.Equal("batch", name);
            Assert.Equal(1, data.GetProperty("first").GetInt64());
            Assert.Equal($"{room.Feed.State.Header.Epoch}:{data.GetProperty("last").GetInt64()}", id = lastId!);
        }

        await room.AnnotateAsync(writer, "while nobody looked");
        await using var again = await ServerSentEvents.OpenAsync(http, room.Document, "after=0", id);
        var missed = (await again.ReadAsync()).Data;
        Assert.Equal("while nobody looked", Assert.Single(missed.GetProperty("events").EnumerateArray()).GetProperty("data").GetProperty("body").GetProperty("text").GetString());
        await room.AnnotateAsync(writer, "live");
        Assert.Contains("live", (await again.ReadAsync()).Data.GetRawText());
    }

    [Fact]
    public async Task Private_notes_are_read_and_followed_with_a_cursor_of_their_own()
    {
        var room = await server.OpenRoomAsync();
        var person = await room.JoinAsync(Role.Annotator);
        await using var writer = await room.ConnectAsync(person);
        await room.AnnotateAsync(writer, "first of mine", visibility: "private");
        using var http = server.Http(person);
        var notebook = (await server.Grains.GetGrain<INotebookGrain>($"{room.Document}/{room.MemberOf(person)}").OpenAsync()).Epoch;
        Assert.NotEqual(room.Feed.State.Header.Epoch, notebook);
        var head = await http.GetFromJsonAsync<JsonElement>($"/api/documents/{room.Document}/notebook/events?after=1");
        Assert.Equal((notebook, 2, 1, 1), (head.GetProperty("epoch").GetString(), head.GetProperty("first").GetInt64(), head.GetProperty("last").GetInt64(), head.GetProperty("head").GetInt64()));

        string id;
        await using (var stream = await ServerSentEvents.OpenAsync(http, room.Document, "after=0", path: "notebook/events"))
        {
            var (name, lastId, data) = await stream.ReadAsync();
            Assert.Equal(("batch", $"{notebook}:1"), (name, id = lastId!));
            Assert.Contains("first of mine", data.GetRawText());
        }

        await using var again = await ServerSentEvents.OpenAsync(http, room.Document, "after=0", id, "notebook/events");
        await room.AnnotateAsync(writer, "for everybody");
        await room.AnnotateAsync(writer, "second of mine", visibility: "private");
        Assert.Equal("second of mine", Assert.Single((await again.ReadAsync()).Data.GetProperty("events").EnumerateArray()).GetProperty("data").GetProperty("body").GetProperty("text").GetString());
        await using var lost = await ServerSentEvents.OpenAsync(http, room.Document, $"after={room.Feed.State.Header.Epoch}:1", path: "notebook/events");
        Assert.Equal("resync", (await lost.ReadAsync()).Name);
    }

    [Fact]
    public async Task A_stream_says_when_a_snapshot_is_needed_and_ends()
    {
        var room = await server.OpenRoomAsync();
        using var http = server.Http(room.Owner);
        await using var stream = await ServerSentEvents.OpenAsync(http, room.Document, "after=0", "another:3");
        Assert.Equal("resync", (await stream.ReadAsync()).Name);
        Assert.Null((await stream.ReadAsync()).Name);
    }

    [Fact]
    public async Task One_stream_carries_batches_presence_and_the_notebook()
    {
        var room = await server.OpenRoomAsync();
        var person = await room.JoinAsync(Role.Annotator);
        await using var writer = await room.ConnectAsync(person);
        using var http = server.Http(person);
        await using var stream = await ServerSentEvents.OpenAsync(http, room.Document, $"after={room.Head}&presence=true&notebook=true&notebookAfter=0&connection=laptop");
        await stream.UntilAsync("presence", data => data.TryGetProperty("full", out _));
        using var told = await http.PostAsJsonAsync($"/api/documents/{room.Document}/presence", new { connection = "laptop", clause = room.Clauses[1], selection = new { clause = room.Clauses[1], start = 0, end = 3 } });
        Assert.Equal(HttpStatusCode.NoContent, told.StatusCode);
        await stream.UntilAsync("presence", data => data.GetRawText().Contains($"\"start\":0,\"end\":3", StringComparison.Ordinal));
        using var typing = await http.PostAsJsonAsync($"/api/documents/{room.Document}/presence", new { connection = "laptop", clause = room.Clauses[1], typing = true });
        await stream.UntilAsync("presence", data => data.GetRawText().Contains("typing", StringComparison.Ordinal));
        await room.AnnotateAsync(writer, "for my eyes only", visibility: "private");
        await stream.UntilAsync("notebook", data => data.GetRawText().Contains("for my eyes only", StringComparison.Ordinal));
        await room.AnnotateAsync(writer, "for everybody");
        await stream.UntilAsync("batch", data => data.GetRawText().Contains("for everybody", StringComparison.Ordinal));
        var notes = await http.GetFromJsonAsync<JsonElement>($"/api/documents/{room.Document}/notebook/events?after=0");
        Assert.Contains("for my eyes only", notes.GetRawText());
    }

    [Fact]
    public async Task A_stream_ends_with_the_membership_and_with_the_session()
    {
        var room = await server.OpenRoomAsync();
        var person = await room.JoinAsync(Role.Reader);
        using var http = server.Http(person);
        await using var stream = await ServerSentEvents.OpenAsync(http, room.Document, $"after={room.Head}");
        await room.RemoveAsync(person);
        Assert.Null((await stream.ReadAsync()).Name);
        using var answer = await http.GetAsync($"/api/documents/{room.Document}/events?after=0");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var other = await room.JoinAsync(Role.Reader);
        using var session = server.Http(other);
        await using var second = await ServerSentEvents.OpenAsync(session, room.Document, $"after={room.Head}");
        server.Credentials.EndElsewhere("session-of-" + other);
        Assert.Null((await second.ReadAsync().WithinAsync(TimeSpan.FromSeconds(1))).Name);
    }

    [Fact]
    public async Task A_quiet_stream_shows_that_it_lives()
    {
        var room = await server.OpenRoomAsync();
        using var http = server.Http(room.Owner);
        await using var stream = await ServerSentEvents.OpenAsync(http, room.Document, $"after={room.Head}");
        await stream.CommentAsync();
        await stream.CommentAsync().WithinAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task M259_a_storage_that_is_away_for_a_while_ends_no_stream_of_private_notes()
    {
        var room = await server.OpenRoomAsync();
        var person = await room.JoinAsync(Role.Annotator);
        await using var writer = await room.ConnectAsync(person);
        using var http = server.Http(person);
        await using var stream = await ServerSentEvents.OpenAsync(http, room.Document, $"after={room.Head}&notebook=true&notebookAfter=0");
        await room.AnnotateAsync(writer, "before", visibility: "private");
        await stream.UntilAsync("notebook", data => data.GetRawText().Contains("before", StringComparison.Ordinal));
        var notebook = $"{room.Document}/{room.MemberOf(person)}";
        var met = server.Failing.Strike(notebook, nameof(INotebookGrain.ReadAsync), new StorageUnavailableException("on purpose"));
        await room.AnnotateAsync(writer, "while it could not be read", visibility: "private");
        await met;
        await room.AnnotateAsync(writer, "for everybody");
        await stream.UntilAsync("batch", data => data.GetRawText().Contains("for everybody", StringComparison.Ordinal));
        server.Failing.Heal(notebook, nameof(INotebookGrain.ReadAsync));
        await stream.UntilAsync("notebook", data => data.GetRawText().Contains("while it could not be read", StringComparison.Ordinal)).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task M260_where_the_private_notes_of_a_stream_end_otherwise_it_ends_so_that_its_reader_comes_again()
    {
        var room = await server.OpenRoomAsync();
        var person = await room.JoinAsync(Role.Annotator);
        await using var writer = await room.ConnectAsync(person);
        using var http = server.Http(person);
        await using var stream = await ServerSentEvents.OpenAsync(http, room.Document, $"after={room.Head}&notebook=true&notebookAfter=0");
        var notebook = $"{room.Document}/{room.MemberOf(person)}";
        server.Failing.Strike(notebook, nameof(INotebookGrain.ReadAsync), new RefusalException("not-found", "on purpose")).Ignore();
        await room.AnnotateAsync(writer, "not to be read", visibility: "private");
        Assert.Null((await stream.ReadAsync().WaitAsync(TimeSpan.FromSeconds(30))).Name);
        server.Failing.Heal(notebook, nameof(INotebookGrain.ReadAsync));
        await using var again = await ServerSentEvents.OpenAsync(http, room.Document, $"after={room.Head}&notebook=true&notebookAfter=0");
        await again.UntilAsync("notebook", data => data.GetRawText().Contains("not to be read", StringComparison.Ordinal));
    }
}
