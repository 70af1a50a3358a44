using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Collab.Domain.Policy;
using Collab.Server.Hosting;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Hypothesis;

/// <summary>The contract of Hypothesis' client over HTTP and its WebSocket. That the client itself is content is shown in a browser.</summary>
[Collection(ServerCollection.Name)]
public sealed partial class HypothesisTests(ServerFixture fixture)
{
    private const string First = "The first point.", Second = "The second point.";

    private CollabServer Server => fixture.Server;

    [Fact]
    public async Task A_note_of_the_client_is_one_of_the_room_and_the_other_way_round()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync("Hypothesis", First, Second);
        var ana = await Server.JoinAsync(Role.Annotator, "Ana", seminar);
        await using var client = await HypothesisClient.SignInAsync(Server, document, ana);
        var profile = await client.SendAsync(HttpMethod.Get, "profile?authority=127.0.0.1");
        Assert.Equal($"acct:{ana.Member}@127.0.0.1", (string)profile["userid"]!);
        Assert.Equal("Ana", (string)profile["user_info"]!["display_name"]!);
        var groups = JsonNode.Parse(await client.Http.GetStringAsync(client.Api + "profile/groups"))!.AsArray();
        Assert.Equal([seminar], groups.Select(group => (string)group!["id"]!));

        // "second" on the page: behind the title and the first point.
        var start = "Hypothesis".Length + First.Length + "The ".Length;
        var note = await client.SendAsync(HttpMethod.Post, "annotations", Note(client, seminar, "What *second*?", Selectors(start, start + 6, "second"), ("metadata", new JsonObject { ["lms"] = 7 })));
        var clauses = (await ana.ReadAsync($"/api/documents/{document}"))["clauses"]!.AsArray();
        var inRoom = await ana.ReadAsync($"/api/documents/{document}/annotations/{note["id"]}");
        Assert.Equal((string)clauses[1]!["id"]!, (string)inRoom["targets"]![0]!["clause"]!);
        Assert.Equal((4, 10), ((int)inRoom["targets"]![0]!["position"]!["start"]!, (int)inRoom["targets"]![0]!["position"]!["end"]!));
        Assert.Equal("What *second*?", (string)inRoom["body"]!["text"]!);

        using var room = await owner.PostAsync($"/api/documents/{document}/annotations", new { commandId = Guid.NewGuid(), targets = new[] { new { clause = (string)clauses[0]!["id"]!, quote = new { exact = "first" } } }, body = new { text = "Of the room." } });
        Assert.True(room.IsSuccessStatusCode, await room.OutcomeAsync());
        var rows = await client.SearchAsync();
        Assert.Equal(["What *second*?", "Of the room."], rows.Select(row => (string)row!["text"]!));
        Assert.Equal((7, "first"), ((int)rows[0]!["metadata"]!["lms"]!, (string)rows[1]!["target"]![0]!["selector"]!.AsArray().Single(selector => (string)selector!["type"]! == "TextQuoteSelector")!["exact"]!));
        Assert.Equal("Hypothesis".Length + 4, (int)rows[1]!["target"]![0]!["selector"]!.AsArray().Single(selector => (string)selector!["type"]! == "TextPositionSelector")!["start"]!);

        // Edited as a whole, by the version that was read; answered; private; flagged; deleted.
        var edited = await client.SendAsync(HttpMethod.Patch, $"annotations/{note["id"]}", With(note, ("text", "What is the second?"), ("tags", new JsonArray("question"))));
        Assert.Equal("stale", (string)(await client.SendAsync(HttpMethod.Patch, $"annotations/{note["id"]}", With(note, ("text", "Too late.")), 409))["code"]!);
        Assert.Equal(("What is the second?", "question"), ((string)edited["text"]!, (string)edited["tags"]![0]!));
        // Who is named by a name of marks stays named when the note comes back edited.
        var bea = await Server.JoinAsync(Role.Annotator, "*Bea_B*", seminar);
        var naming = await client.SendAsync(HttpMethod.Post, "annotations", Note(client, seminar, "@*Bea_B*, see.", null));
        naming = await client.SendAsync(HttpMethod.Patch, $"annotations/{naming["id"]}", With(naming, ("text", ((string)naming["text"]!).Replace("see", "look", StringComparison.Ordinal))));
        Assert.Equal($"@{{{bea.Member}}}, look.", (string)(await ana.ReadAsync($"/api/documents/{document}/annotations/{naming["id"]}"))["body"]!["text"]!);
        var reply = await client.SendAsync(HttpMethod.Post, "annotations", With(Note(client, seminar, "An answer.", null), ("references", new JsonArray((string)rows[1]!["id"]!))));
        Assert.Equal((string)rows[1]!["id"]!, (string)(await ana.ReadAsync($"/api/documents/{document}/annotations/{reply["id"]}"))["replyTo"]!);
        var secret = await client.SendAsync(HttpMethod.Post, "annotations", With(Note(client, seminar, "Mine alone.", null), ("permissions", new JsonObject { ["read"] = new JsonArray((string)profile["userid"]!) })));
        await using var other = await HypothesisClient.SignInAsync(Server, document, owner);
        Assert.DoesNotContain(await other.SearchAsync(), row => (string)row!["text"]! == "Mine alone.");
        Assert.Equal("not-found", (string)(await other.SendAsync(HttpMethod.Get, $"annotations/{secret["id"]}", null, 404))["code"]!);
        await client.SendAsync(HttpMethod.Put, $"annotations/{rows[1]!["id"]}/flag", null, 204);
        await client.SendAsync(HttpMethod.Put, $"annotations/{rows[1]!["id"]}/flag", null, 204);
        Assert.True((bool)(await client.SearchAsync()).Single(row => (string)row!["text"]! == "Of the room.")!["flagged"]!);
        var refused = await client.SendAsync(HttpMethod.Delete, $"annotations/{rows[1]!["id"]}", null, 403);
        Assert.Equal((string)refused["detail"]!, (string)refused["reason"]!);
        Assert.True((bool)(await client.SendAsync(HttpMethod.Delete, $"annotations/{note["id"]}"))["deleted"]!);
        Assert.DoesNotContain(await client.SearchAsync(), row => (string)row!["id"]! == (string)note["id"]!);
    }

    [Fact]
    public async Task What_cannot_be_placed_stays_on_the_document_with_its_target()
    {
        var (seminar, _, document) = await Server.NewSeminarAsync("Hypothesis", "The same words.", "The same words.");
        var ana = await Server.JoinAsync(Role.Annotator, seminar: seminar);
        await using var client = await HypothesisClient.SignInAsync(Server, document, ana);
        // The position is another page's, and the quote stands here twice.
        var note = await client.SendAsync(HttpMethod.Post, "annotations", Note(client, seminar, "Which?", Selectors(900, 910, "same words")));
        Assert.Empty((await ana.ReadAsync($"/api/documents/{document}/annotations/{note["id"]}"))["targets"]!.AsArray());
        var target = (await client.SearchAsync()).Single()!["target"]![0]!;
        Assert.Equal((900, "same words"), ((int)target["selector"]![0]!["start"]!, (string)target["selector"]![1]!["exact"]!));
    }

    [Fact]
    public async Task M168_as_many_passages_as_a_note_takes_are_looked_for_and_no_more()
    {
        var (seminar, _, document) = await Server.NewSeminarAsync("Hypothesis", First);
        var ana = await Server.JoinAsync(Role.Annotator, seminar: seminar);
        await using var client = await HypothesisClient.SignInAsync(Server, document, ana);
        var note = Note(client, seminar, "Everywhere.", null);
        note["target"] = new JsonArray([.. Enumerable.Range(0, 33).Select(n => new JsonObject { ["source"] = client.Page, ["selector"] = new JsonArray(new JsonObject { ["type"] = "TextQuoteSelector", ["exact"] = $"nowhere {n}" }) })]);
        Assert.Equal("bad-request", (string)(await client.SendAsync(HttpMethod.Post, "annotations", note, 400))["code"]!);
    }

    [Fact]
    public async Task Notes_of_one_moment_are_on_one_page_and_ones_own_that_waits_is_pending()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync("Hypothesis", First);
        var ana = await Server.JoinAsync(Role.Annotator, "Ana", seminar);
        await using var client = await HypothesisClient.SignInAsync(Server, document, ana);
        var notes = string.Join(',', Enumerable.Range(0, 3).Select(i => $$"""{"id":"n{{i}}","user":"acct:zoe@example.org","created":"2026-11-01T10:00:00Z","text":"Note {{i}}","tags":[],"target":[]}"""));
        using var imported = await owner.PostAsync($"/api/documents/{document}/imports", new { commandId = Guid.NewGuid(), text = $"{{\"annotations\":[{notes}]}}" });
        Assert.True(imported.IsSuccessStatusCode, await imported.OutcomeAsync());
        await owner.AnnotateAsync(document, "Later.");
        var page = (await client.SendAsync(HttpMethod.Get, "search?limit=1"))["rows"]!.AsArray();
        Assert.Equal(3, page.Count);
        var next = await client.SendAsync(HttpMethod.Get, $"search?limit=1&search_after={Uri.EscapeDataString((string)page[^1]!["created"]!)}");
        Assert.Equal(("Later.", 4), ((string)next["rows"]!.AsArray().Single()!["text"]!, (int)next["total"]!));

        using var asked = await owner.PostAsync($"/api/documents/{document}/approval", new { commandId = Guid.NewGuid(), on = true });
        Assert.True(asked.IsSuccessStatusCode, await asked.OutcomeAsync());
        var waits = await client.SendAsync(HttpMethod.Post, "annotations", Note(client, seminar, "May I?", null), 202);
        Assert.Equal("PENDING", (string)waits["moderation_status"]!);
        Assert.Contains(await client.SearchAsync(), row => (string)row!["id"]! == (string)waits["id"]!);
        await using var other = await HypothesisClient.SignInAsync(Server, document, owner);
        Assert.DoesNotContain(await other.SearchAsync(), row => (string)row!["id"]! == (string)waits["id"]!);
    }

    [Fact]
    public async Task A_window_is_told_what_others_do_and_after_a_break_what_it_missed()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync("Hypothesis", First, Second);
        var ana = await Server.JoinAsync(Role.Annotator, "Ana", seminar);
        await using var client = await HypothesisClient.SignInAsync(Server, document, ana);
        // Between the page and its socket.
        var early = await owner.AnnotateAsync(document, "Before it listened.");
        await client.ListenAsync();
        Assert.Equal(("past", (string)early["id"]!), await client.ToldAsync());
        var mine = await client.SendAsync(HttpMethod.Post, "annotations", Note(client, seminar, "Mine.", null));
        var live = await owner.AnnotateAsync(document, "While it listens.");
        // Not of what it did itself.
        Assert.Equal(("create", (string)live["id"]!), await client.ToldAsync());

        client.Cut();
        var missed = await owner.AnnotateAsync(document, "While it was away.");
        await owner.DeleteAsync($"/api/documents/{document}/annotations/{early["id"]}", Guid.NewGuid());
        await client.ListenAsync();
        var told = new[] { await client.ToldAsync(), await client.ToldAsync() };
        Assert.Contains(("delete", (string)early["id"]!), told);
        Assert.Contains((string)missed["id"]!, told.Single(each => each.Action == "past").Ids.Split(' '));
        Assert.NotNull(mine);
    }

    [Fact]
    public async Task M190_M191_the_socket_opens_for_its_own_short_token_alone_and_no_other_address_takes_it()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync("Hypothesis", First);
        var (_, _, other) = await Server.NewSeminarAsync("Another", First);
        var ana = await Server.JoinAsync(Role.Annotator, "Ana", seminar);
        await using var client = await HypothesisClient.SignInAsync(Server, document, ana);
        var personal = (await ana.WithTokenAsync("read", "annotate")).Token!;
        foreach (var (address, headers) in new[]
        {
            (client.SocketAddress(personal), Array.Empty<string>()),
            (new Uri(client.SocketAddress("x").GetLeftPart(UriPartial.Path)), [$"Cookie: {ana.Cookie}"]),
            (new Uri(client.SocketAddress(client.Access).ToString().Replace(document, other)), []),
            (client.SocketAddress(client.Access), ["Origin: https://evil.example"]),
        })
        {
            using var socket = new ClientWebSocket();
            foreach (var header in headers)
                socket.Options.SetRequestHeader(header.Split(": ")[0], header.Split(": ")[1]);
            await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(address, CancellationToken.None));
        }

        // In the header it is taken under its document alone, also in the moment after; in a query nowhere but at the socket.
        Assert.Equal("200", await client.Http.GetAsync(client.Api + "profile").OutcomeAsync());
        Assert.Equal("401 unauthenticated", await client.Http.GetAsync($"/api/documents/{document}").OutcomeAsync());
        Assert.Equal("401 unauthenticated", await client.Http.GetAsync($"/hypothesis/documents/{other}/api/profile").OutcomeAsync());
        Assert.Equal("401 unauthenticated", await Server.Stranger().GetAsync($"{client.Api}profile?access_token={client.Access}").OutcomeAsync());
        Assert.Equal("401 unauthenticated", await Server.Stranger().GetAsync($"/api/documents/{document}?access_token={client.Access}").OutcomeAsync());
        Assert.Equal("401 unauthenticated", await client.Http.PostAsJsonAsync("/api/tokens", new { name = "Mine for ever", scopes = new[] { "read" } }).OutcomeAsync());
        await Assert.ThrowsAnyAsync<Exception>(() => client.ExchangeAsync("refresh_token", "refresh_token", client.Access));
        await client.RefreshAsync();
        await client.ListenAsync();

        // With the session everything of it ends: the socket closes so that the client does not come again.
        Assert.True((await ana.PostAsync("/api/leave-session")).IsSuccessStatusCode);
        Assert.Null(await client.HearAsync());
        Assert.Equal(WebSocketCloseStatus.NormalClosure, client.Closed);
        Assert.Equal("401 unauthenticated", await client.Http.GetAsync(client.Api + "profile").OutcomeAsync());
        await Assert.ThrowsAnyAsync<Exception>(client.RefreshAsync);
        Assert.NotNull(owner);
    }

    [Fact]
    public async Task M169_M192_M193_its_pages_alone_have_the_clients_policy_and_only_where_it_is_switched_on_and_its_socket_has_a_rate()
    {
        var reader = await Server.JoinAsync(Role.Reader);
        async Task<string> PolicyAsync(string path) => string.Join(' ', (await reader.GetAsync(path)).Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("frame-ancestors 'self'", await PolicyAsync($"/hypothesis/documents/{Server.Document}/app"), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", await PolicyAsync($"/rooms/{Server.Document}/reading"), StringComparison.Ordinal);
        await using var without = await CollabServer.StartAsync();
        var anyone = await without.JoinAsync(Role.Owner);
        foreach (var path in new[] { $"/hypothesis/documents/{without.Document}", $"/hypothesis/documents/{without.Document}/api/profile", $"/hypothesis/live/{without.Document}" })
            Assert.Equal("404 not-found", await anyone.GetAsync(path).OutcomeAsync());

        // A stop says that it is one: after that the client comes again.
        await using var stopping = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { ["Collab:Hypothesis"] = "true", ["Collab:Limits:HubCalls"] = "4", ["Collab:Limits:HubBurst"] = "4" });
        var listener = await stopping.JoinAsync(Role.Reader);
        await using var client = await HypothesisClient.SignInAsync(stopping, stopping.Document, listener);
        await client.ListenAsync();

        // M169: what a window says is counted with the calls of its person: what is too much leaves nothing to them, and is answered by and by.
        for (var asked = 0; asked < 60; asked++)
            await client.AskWhoAsync();
        for (var heard = 0; heard < 2; heard++)
            Assert.Equal("whoyouare", (string)(await client.HearAsync())!["type"]!);
        var calls = new List<string>();
        for (var call = 0; call < 4; call++)
            calls.Add(await listener.PostAsync($"/api/documents/{stopping.Document}/presence", new { connection = "a-phone" }).OutcomeAsync());
        Assert.Contains("429 rate-limited", calls);
        // So is one that waits for its turn told of the stop.
        var drained = stopping.Services.GetRequiredService<Draining>().DrainAsync();
        while (await client.HearAsync() is { } answer)
            Assert.Equal("whoyouare", (string)answer["type"]!);
        Assert.Equal((WebSocketCloseStatus)1012, client.Closed);
        await drained;
    }

    private static JsonObject Note(HypothesisClient client, string seminar, string text, JsonArray? selectors, params (string Name, JsonNode Value)[] more)
    {
        var target = new JsonObject { ["source"] = client.Page };
        if (selectors is not null)
            target["selector"] = selectors;
        return With(new JsonObject
        {
            ["uri"] = client.Page,
            ["text"] = text,
            ["tags"] = new JsonArray(),
            ["group"] = seminar,
            ["permissions"] = new JsonObject { ["read"] = new JsonArray($"group:{seminar}") },
            ["document"] = new JsonObject { ["title"] = "Hypothesis" },
            ["target"] = new JsonArray(target),
        }, more);
    }

    private static JsonArray Selectors(int start, int end, string exact) =>
    [
        new JsonObject { ["type"] = "TextPositionSelector", ["start"] = start, ["end"] = end },
        new JsonObject { ["type"] = "TextQuoteSelector", ["exact"] = exact },
    ];

    private static JsonObject With(JsonObject note, params (string Name, JsonNode Value)[] more)
    {
        var other = note.DeepClone().AsObject();
        foreach (var (name, value) in more)
            other[name] = value;
        return other;
    }
}
