using System.Text.Json;
using Collab.Domain.Policy;
using Collab.Server.Tests.Feeds;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Privacy;

/// <summary>Where a seminar withholds names, none comes out by any way: not to members, and by the stricter rule not to those who moderate.</summary>
[Collection(ServerCollection.Name)]
public sealed class WithheldNamesTests(ServerFixture fixture)
{
    private static readonly string[] Formats = ["markdown", "html", "jsonld", "json", "csv", "text", "tei", "akn", "hypothesis", "paper"];

    private CollabServer Server => fixture.Server;

    [Theory]
    [InlineData("pseudonyms")]
    [InlineData("pseudonyms-for-all")]
    public async Task M77_M80_M81_M82_M83_no_name_comes_out_by_any_way(string rule)
    {
        var room = await Room.OpenAsync(Server, rule);
        foreach (var reader in room.Everyone)
        {
            var sees = rule == "pseudonyms" && reader.Role >= Role.Moderator;
            var others = room.Everyone.Where(other => other != reader).Select(other => other.Name).ToList();
            Assert.Equal(others.Count, others.Distinct().Count());
            foreach (var way in room.Ways(reader.Role))
            {
                var shown = await ReadAsync(reader, way);
                foreach (var name in others)
                    Assert.False(!sees && shown.Contains(name, StringComparison.Ordinal), $"{name} is in {way} for the {reader.Role} under {rule}.");
            }

            var (streamed, present) = (await room.StreamAsync(reader), await room.PresenceAsync(reader));
            Assert.Equal(sees, others.Any(name => streamed.Contains(name, StringComparison.Ordinal)));
            Assert.Equal(sees, others.Any(name => present.Contains(name, StringComparison.Ordinal)));
            Assert.Contains(sees ? room.Annotator.Name : room.Pseudonyms[room.Annotator.Member], await ReadAsync(reader, room.Path), StringComparison.Ordinal);
            Assert.Contains(sees ? room.Annotator.Name : room.Pseudonyms[room.Annotator.Member], streamed, StringComparison.Ordinal);
            foreach (var format in Formats)
                Assert.Contains(sees ? room.Annotator.Name : room.Pseudonyms[room.Annotator.Member], await ReadAsync(reader, $"{room.Path}/export?format={format}"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task M79_a_search_by_a_name_finds_nothing_and_by_a_pseudonym_what_was_written_under_it()
    {
        var room = await Room.OpenAsync(Server, "pseudonyms");
        // One note is theirs, another names them.
        foreach (var (reader, byName, byPseudonym) in new[] { (room.Guest, 0, 2), (room.Annotator, 0, 2), (room.Moderator, 2, 0) })
        {
            Assert.Equal(byName, await FoundAsync(reader, room.Annotator.Name));
            Assert.Equal(byPseudonym, await FoundAsync(reader, room.Pseudonyms[room.Annotator.Member]));
        }

        async Task<int> FoundAsync(Participant reader, string words) => (await reader.ReadAsync($"{room.Path}/search?q={Uri.EscapeDataString(words)}"))["items"]!.AsArray().Count;
    }

    [Fact]
    public async Task M78_no_name_is_taken_and_none_gets_a_number()
    {
        var room = await Room.OpenAsync(Server, "pseudonyms");
        foreach (var taken in new[] { room.Moderator.Name, room.Annotator.Name })
        {
            using var invited = await room.Owner.PostAsync($"/api/seminars/{room.Seminar}/invites", new { role = "guest" });
            using var joined = await Server.Stranger().PostAsync("/api/join", new { secret = ((string)(await invited.JsonAsync())["url"]!).Split('#')[1], displayName = taken });
            Assert.Equal(200, (int)joined.StatusCode);
            var member = (string)(await joined.JsonAsync())["member"]!;
            Assert.Equal(taken, await room.NameOfAsync(room.Owner, member));
            using var renamed = await room.Guest.PatchAsync("/api/me", new { displayName = taken, seminar = room.Seminar });
            Assert.Equal(200, (int)renamed.StatusCode);
            Assert.Equal(taken, await room.NameOfAsync(room.Guest, room.Guest.Member));
        }
    }

    [Theory]
    [InlineData("pseudonyms")]
    [InlineData("pseudonyms-for-all")]
    public async Task M144_a_mention_shows_its_reader_what_they_may_know_the_member_by(string rule)
    {
        var room = await Room.OpenAsync(Server, rule);
        foreach (var reader in new[] { room.Guest, room.Moderator })
        {
            var shown = "@" + (rule == "pseudonyms" && reader == room.Moderator ? room.Annotator.Name : room.Pseudonyms[room.Annotator.Member]);
            foreach (var way in new[] { $"/rooms/{room.Document}/reading", $"/rooms/{room.Document}/session", $"/seminars/{room.Seminar}/search?q=agreed", $"/hypothesis/documents/{room.Document}/api/search?limit=200" }.Concat(Formats.Except(["json"]).Select(format => $"{room.Path}/export?format={format}")))
                Assert.Contains($"Agreed with {shown}.", await ReadAsync(reader, way), StringComparison.Ordinal);
            foreach (var way in new[] { room.Path, $"{room.Path}/export?format=json" })
                Assert.Contains($"Agreed with @{{{room.Annotator.Member}}}.", await ReadAsync(reader, way), StringComparison.Ordinal);
        }

        Assert.Equal("mention", (string)(await room.Annotator.ReadAsync($"{room.Path}/inbox"))["items"]![0]!["reason"]!);
        // Nobody reads an id.
        using var page = await room.Moderator.GetAsync($"/rooms/{room.Document}/reading");
        Assert.DoesNotContain(room.Annotator.Member, System.Text.RegularExpressions.Regex.Replace(await page.Content.ReadAsStringAsync(), "<[^>]+>", ""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_is_told_ones_own_name_and_what_the_others_see()
    {
        var room = await Room.OpenAsync(Server, "pseudonyms-for-all");
        var row = (await room.Guest.ReadAsync($"/api/seminars/{room.Seminar}/members"))["items"]!.AsArray();
        var (own, other) = (row.Single(member => (string)member!["id"]! == room.Guest.Member)!, row.Single(member => (string)member!["id"]! == room.Annotator.Member)!);
        Assert.Equal((room.Guest.Name, room.Pseudonyms[room.Guest.Member]), ((string)own["name"]!, (string)own["pseudonym"]!));
        Assert.Equal((room.Pseudonyms[room.Annotator.Member], null), ((string)other["name"]!, (string?)other["pseudonym"]));
        Assert.Contains($"\"pseudonym\":\"{room.Pseudonyms[room.Guest.Member]}\"", await ReadAsync(room.Guest, $"/rooms/{room.Document}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_made_a_moderator_sees_names_from_then_on_and_who_is_no_longer_one_does_not()
    {
        var room = await Room.OpenAsync(Server, "pseudonyms");
        using var before = await room.Guest.GetAsync(room.Path);
        await RoleAsync("moderator");
        using var during = await room.Guest.GetAsync(room.Path);
        Assert.Contains(room.Annotator.Name, await during.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await RoleAsync("guest");
        using var after = await room.Guest.GetAsync(room.Path);
        Assert.DoesNotContain(room.Annotator.Name, await after.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.NotEqual(before.Headers.ETag!.Tag.Split('-')[^2], during.Headers.ETag!.Tag.Split('-')[^2]);
        Assert.Contains("nameless", after.Headers.ETag!.Tag, StringComparison.Ordinal);

        async Task RoleAsync(string role)
        {
            using var changed = await room.Owner.PatchAsync($"/api/seminars/{room.Seminar}/members/{room.Guest.Member}", new { role });
            Assert.Equal(200, (int)changed.StatusCode);
        }
    }

    /// <summary>Headers and body of an answer that is no refusal.</summary>
    private static async Task<string> ReadAsync(Participant reader, string way)
    {
        using var response = await reader.GetAsync(way);
        Assert.True(response.IsSuccessStatusCode, $"{way} answered {(int)response.StatusCode}.");
        return response.Headers + System.Net.WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
    }

    private sealed class Room
    {
        public required string Seminar { get; init; }

        public required string Document { get; init; }

        public required Participant Owner { get; init; }

        public required Participant Moderator { get; init; }

        public required Participant Annotator { get; init; }

        public required Participant Guest { get; init; }

        public required IReadOnlyDictionary<string, string> Pseudonyms { get; init; }

        public long Head { get; private set; }

        public string Path => $"/api/documents/{Document}";

        public IEnumerable<Participant> Everyone => [Owner, Moderator, Annotator, Guest];

        public static async Task<Room> OpenAsync(CollabServer server, string rule)
        {
            var (seminar, owner, document) = await server.NewSeminarAsync();
            using var ruled = await owner.PatchAsync($"/api/seminars/{seminar}/settings", new { names = rule });
            Assert.Equal(200, (int)ruled.StatusCode);
            using var invited = await owner.PostAsync($"/api/seminars/{seminar}/invites", new { role = "annotator" });
            var secret = ((string)(await invited.JsonAsync())["url"]!).Split('#')[1];
            var (moderator, guest) = (await server.JoinAsync(Role.Moderator, "Wilhelmina Osei", seminar), await server.JoinAsync(Role.Guest, "Bartholomew Quist", seminar));
            using var joined = await server.Stranger().PostAsync("/api/join", new { secret, displayName = "Anneliese Vogt" });
            var cookie = joined.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
            var annotator = new Participant(server, "Anneliese Vogt", cookie) { Member = (string)(await joined.JsonAsync())["member"]!, Role = Role.Annotator };
            var members = (await server.Grains.GetGrain<Contracts.Seminars.ISeminarGrain>(seminar).OpenAsync())!.Members.Values;
            var room = new Room
            {
                Seminar = seminar,
                Document = document,
                Owner = owner,
                Moderator = moderator,
                Annotator = annotator,
                Guest = guest,
                Pseudonyms = members.ToDictionary(member => member.Id, member => Domain.Seminars.Pseudonyms.Of(seminar, member.Number)),
            };
            await room.HappenAsync();
            return room;
        }

        /// <summary>Something of everything that names somebody: a note, an answer, a reaction, a pin, a lead, a hidden note, a renaming, somebody muted.</summary>
        private async Task HappenAsync()
        {
            var note = (string)(await Annotator.AnnotateAsync(Document, "What a text."))["id"]!;
            var clause = (string)(await Owner.ReadAsync(Path))["clauses"]![0]!["id"]!;
            await DoneAsync(Guest.PostAsync($"{Path}/annotations/{note}/replies", new { commandId = Guid.NewGuid(), body = new { text = "And how." } }));
            await DoneAsync(Guest.PostAsync($"{Path}/annotations/{note}/react", new { commandId = Guid.NewGuid(), emoji = "👍", on = true }));
            await DoneAsync(Moderator.PutAsync($"{Path}/annotations/{note}/pin", new { commandId = Guid.NewGuid(), clause }));
            await DoneAsync(Moderator.PostAsync($"{Path}/lead", new { commandId = Guid.NewGuid(), clause }));
            var hidden = (string)(await Guest.AnnotateAsync(Document, "Off the point.", clause))["id"]!;
            await DoneAsync(Moderator.PostAsync($"{Path}/annotations/{hidden}/hide", new { commandId = Guid.NewGuid(), reason = "Off." }));
            await DoneAsync(Guest.PostAsync($"{Path}/annotations/{note}/flag", new { commandId = Guid.NewGuid(), reason = "Off." }));
            await DoneAsync(Annotator.PatchAsync("/api/me", new { displayName = Annotator.Name + " ", seminar = Seminar }));
            await DoneAsync(Moderator.PostAsync($"/api/seminars/{Seminar}/members/{Guest.Member}/mute", new { reason = "Loud." }));
            await DoneAsync(Moderator.PostAsync($"{Path}/session/open", new { commandId = Guid.NewGuid() }));
            await DoneAsync(Moderator.PostAsync($"{Path}/annotations", new { commandId = Guid.NewGuid(), targets = Array.Empty<object>(), body = new { text = $"Agreed with @{{{Annotator.Member}}}.", format = "markdown" }, motivation = "questioning" }));
            Head = (long)(await Owner.ReadAsync(Path))["seq"]!;
        }

        /// <summary>Every way by which names may leave, that the role may take.</summary>
        public IEnumerable<string> Ways(Role role) =>
        [
            Path, $"/w3c/documents/{Document}/annotations/", $"/hypothesis/documents/{Document}/api/search?limit=200", $"/hypothesis/documents/{Document}/api/profile", $"/hypothesis/documents/{Document}", $"/rooms/{Document}/cite?note=1", $"/rooms/{Document}/revisions", $"{Path}?at={Head - 1}", $"{Path}/inbox", $"{Path}/events?after=0&limit=1000", $"{Path}/notebook", $"{Path}/search?q=text",
            $"/api/seminars/{Seminar}", $"/api/seminars/{Seminar}/members", $"/api/seminars/{Seminar}/documents", $"/api/seminars/{Seminar}/settings", "/api/seminars", "/api/me", "/api/me/words", $"{Path}/waiting", $"{Path}/stances/mine",
            $"/rooms/{Document}", $"/rooms/{Document}/reading", $"/rooms/{Document}/manage", $"/seminars/{Seminar}/manage", $"/rooms/{Document}/export?format=text&scope=all", "/account", "/",
            .. Formats.SelectMany(format => new[] { $"{Path}/export?format={format}", $"{Path}/export?format={format}&at={Head - 1}", $"{Path}/export?format={format}&scope=selected&annotation=1" }),
            .. role >= Role.Moderator ? new[] { $"/api/seminars/{Seminar}/invites", $"/api/seminars/{Seminar}/audit", $"/seminars/{Seminar}/audit", $"/api/seminars/{Seminar}/queue", $"/seminars/{Seminar}/queue" } : [],
        ];

        /// <summary>What the hub and Server-Sent Events stream up to the head.</summary>
        public async Task<string> StreamAsync(Participant reader)
        {
            var seen = "";
            using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            await using var hub = await reader.ConnectAsync();
            await foreach (var batch in hub.StreamAsync<JsonElement>("Watch", Document, 0, enough.Token))
            {
                seen += batch;
                if (batch.GetProperty("last").GetInt64() >= Head)
                    break;
            }

            await using var events = await ServerSentEvents.OpenAsync(reader.Http, Document, "after=0");
            await events.UntilAsync("batch", batch => (seen += batch.GetRawText()).Length > 0 && batch.GetProperty("last").GetInt64() >= Head);
            return seen;
        }

        /// <summary>Who is told to be here while another is.</summary>
        public async Task<string> PresenceAsync(Participant reader)
        {
            var other = reader == Annotator ? Guest : Annotator;
            using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            await using HubConnection here = await other.ConnectAsync(), watcher = await reader.ConnectAsync();
            await using var staying = here.StreamAsync<JsonElement>("Presence", Document, enough.Token).GetAsyncEnumerator(enough.Token);
            await staying.MoveNextAsync();
            await here.InvokeAsync("Typing", Document, (string)(await Owner.ReadAsync(Path))["clauses"]![0]!["id"]!, true, enough.Token);
            await foreach (var item in watcher.StreamAsync<JsonElement>("Presence", Document, enough.Token))
            {
                if (item.GetRawText().Contains(other.Member, StringComparison.Ordinal))
                    return item.GetRawText();
            }

            return "";
        }

        public async Task<string> NameOfAsync(Participant reader, string member) =>
            (string)(await reader.ReadAsync($"/api/seminars/{Seminar}/members"))["items"]!.AsArray().Single(row => (string)row!["id"]! == member)!["name"]!;

        private static async Task DoneAsync(Task<HttpResponseMessage> doing)
        {
            using var done = await doing;
            Assert.True(done.IsSuccessStatusCode, await done.Content.ReadAsStringAsync());
        }
    }
}
