using System.Text.Json.Nodes;
using Collab.Domain.Policy;
using Collab.Server.Tests.Feeds;
using Collab.Server.Tests.Hubs;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Moderation;

/// <summary>Flags, approval and the queue by HTTP and the hub. Who may do it is tried by the matrix, what is decided by the grain's tests.</summary>
[Collection(ServerCollection.Name)]
public sealed class QueueTests(ServerFixture fixture)
{
    private const string Marker = "a-marker-that-waits";

    private static readonly string[] Formats = ["markdown", "html", "jsonld", "json", "csv", "text", "tei", "akn", "hypothesis", "paper"];

    private CollabServer Server => fixture.Server;

    [Fact]
    public async Task M72_A_waiting_note_leaves_by_no_way_to_others_and_is_in_no_count_seq_or_tag()
    {
        var room = await RoomAsync();
        var thread = (string)(await room.Mona.AnnotateAsync(room.Document, "A thread.", room.Clause))["id"]!;
        await ApprovalAsync(room, true);
        var others = new[] { room.Other, await Server.JoinAsync(Role.Guest, seminar: room.Id), room.Mona };
        string[] counted = [room.Path, $"{room.Seminar}/documents", $"{room.Path}/events?after=0&limit=1000", $"{room.Path}/search?q=thread", $"{room.Path}/export?format=csv", $"{room.Path}/waiting", $"{room.Path}/annotations/{thread}"];
        var before = await Task.WhenAll(counted.Select(room.Other.Http.GetStringAsync));
        using var tag = await room.Other.GetAsync(room.Path);

        using var written = await NoteAsync(room, Marker);
        Assert.Equal("202", await written.OutcomeAsync());
        var outcome = await written.JsonAsync();
        Assert.Equal((0, null, "waiting"), ((long)outcome["seq"]!, (int?)outcome["number"], (string)outcome["state"]!));
        var id = (string)outcome["id"]!;
        Assert.Equal("202", await ReplyAsync(room, thread, Marker).OutcomeAsync());

        // Neither a count nor a seq nor a tag is another.
        Assert.Equal(before, await Task.WhenAll(counted.Select(room.Other.Http.GetStringAsync)));
        using var same = await room.Other.GetAsync(room.Path);
        Assert.Equal(tag.Headers.ETag, same.Headers.ETag);
        foreach (var other in others)
        {
            var ways = Formats.Select(format => $"{room.Path}/export?format={format}").Concat([room.Path, $"{room.Path}?at=1", $"{room.Path}/events?after=0&limit=1000", $"{room.Path}/search?q={Marker}", $"{room.Path}/notebook", $"{room.Path}/waiting", $"{room.Seminar}/members", $"{room.Seminar}/documents",
                $"/rooms/{room.Document}", $"/rooms/{room.Document}/reading", $"/rooms/{room.Document}/export", $"/rooms/{room.Document}/manage"]);
            foreach (var way in ways)
                Assert.DoesNotContain(Marker, await other.Http.GetStringAsync(way), StringComparison.Ordinal);
        }

        foreach (var way in new[] { $"{room.Path}/waiting", $"{room.Path}/annotations/{id}" })
            Assert.Contains(Marker, await room.Ida.Http.GetStringAsync(way), StringComparison.Ordinal);
        Assert.Equal(2, (await room.Mona.ReadAsync($"{room.Seminar}/queue"))["open"]!.AsArray().Count);

        // On the streams it comes when it is approved, and not before: what they say first is the approved note.
        await using var events = await ServerSentEvents.OpenAsync(room.Other.Http, room.Document, $"after={Seq(before[0])}");
        Assert.Equal("200", await DoAsync(room.Mona, room, id, "approve").OutcomeAsync());
        Assert.Contains(Marker, (await events.ReadAsync()).Data.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(Seq(before[0]) + 1, (long)(await room.Other.ReadAsync(room.Path))["seq"]!);
    }

    [Fact]
    public async Task M68_M69_M70_M71_what_waits_does_not_exist_to_others_and_is_not_acted_upon()
    {
        var room = await RoomAsync();
        await ApprovalAsync(room, true);
        var id = (string)(await room.Ida.AnnotateAsync(room.Document, Marker, room.Clause))["id"]!;
        Assert.Equal("404 not-found", await room.Other.GetAsync($"{room.Path}/annotations/{id}").OutcomeAsync());
        Assert.Equal("404 not-found", await EditAsync(room.Other, room, id).OutcomeAsync());
        Assert.Equal("404 not-found", await room.Other.DeleteAsync($"{room.Path}/annotations/{id}", Guid.NewGuid()).OutcomeAsync());
        foreach (var who in new[] { room.Other, room.Ida, room.Mona })
        {
            Assert.Equal("404 not-found", await who.PostAsync($"{room.Path}/annotations/{id}/replies", new { commandId = Guid.NewGuid(), body = new { text = "x" } }).OutcomeAsync());
            Assert.Equal("404 not-found", await who.PostAsync($"{room.Path}/annotations/{id}/react", new { commandId = Guid.NewGuid(), emoji = "👍", on = true }).OutcomeAsync());
            Assert.Equal("404 not-found", await DoAsync(who, room, id, "flag").OutcomeAsync());
        }

        Assert.Equal("409 waiting", await room.Mona.PutAsync($"{room.Path}/annotations/{id}/pin", new { commandId = Guid.NewGuid(), clause = room.Clause }).OutcomeAsync());
        Assert.Equal("404 not-found", await room.Mona.PutAsync($"{room.Path}/annotations/s-queue.00000000000000000000000000/pin", new { commandId = Guid.NewGuid(), clause = room.Clause }).OutcomeAsync());
        Assert.Equal("404 not-found", await DoAsync(room.Mona, room, id, "hide").OutcomeAsync());
        Assert.Equal("403 forbidden", await EditAsync(room.Mona, room, id).OutcomeAsync());
        Assert.Equal("200", await EditAsync(room.Ida, room, id).OutcomeAsync());
        Assert.Equal("200", await room.Ida.DeleteAsync($"{room.Path}/annotations/{id}", Guid.NewGuid()).OutcomeAsync());
        Assert.Equal("404 not-found", await room.Ida.GetAsync($"{room.Path}/annotations/{id}").OutcomeAsync());
    }

    [Fact]
    public async Task The_same_command_gets_the_same_answer_wherever_the_note_is_by_then()
    {
        var room = await RoomAsync();
        var (early, late) = (Guid.NewGuid(), Guid.NewGuid());
        var first = await SendAsync(early);
        await ApprovalAsync(room, true);
        Assert.Equal(first, await SendAsync(early));
        var waiting = await SendAsync(late);
        await ApprovalAsync(room, false);
        Assert.Equal(waiting, await SendAsync(late));
        Assert.Equal("409 command-reused", await NoteAsync(room, "Another.", late).OutcomeAsync());
        Assert.Equal("200", await DoAsync(room.Mona, room, (string)JsonNode.Parse(waiting)!["id"]!, "approve").OutcomeAsync());
        Assert.Equal(waiting, await SendAsync(late));
        Assert.Equal("201", await NoteAsync(room, "A new one.").OutcomeAsync());
        Assert.Equal(3, (await room.Ida.ReadAsync(room.Path))["annotations"]!.AsArray().Count);

        async Task<string> SendAsync(Guid id)
        {
            using var answer = await NoteAsync(room, "The same.", id);
            return await answer.Content.ReadAsStringAsync();
        }
    }

    [Fact]
    public async Task A_flag_is_seen_by_moderators_and_by_who_gave_it_alone()
    {
        var room = await RoomAsync();
        var note = (string)(await room.Ida.AnnotateAsync(room.Document, "A rude word.", room.Clause))["id"]!;
        var before = await room.Ida.Http.GetStringAsync($"{room.Path}/events?after=0&limit=1000");
        Assert.Equal("200", await room.Other.PostAsync($"{room.Path}/annotations/{note}/flag", new { commandId = Guid.NewGuid(), reason = Marker }).OutcomeAsync());
        Assert.Equal("200", await room.Other.PostAsync($"{room.Path}/annotations/{note}/flag", new { commandId = Guid.NewGuid(), reason = "Again." }).OutcomeAsync());

        Assert.Equal(before, await room.Ida.Http.GetStringAsync($"{room.Path}/events?after=0&limit=1000"));
        Assert.Empty((await room.Ida.ReadAsync($"{room.Path}/waiting"))["flags"]!.AsArray());
        Assert.Equal(note, (string)(await room.Other.ReadAsync($"{room.Path}/waiting"))["flags"]!.AsArray().Single()!);
        var row = (await room.Mona.ReadAsync($"{room.Seminar}/queue"))["open"]!.AsArray().Single()!;
        Assert.Equal((note, Marker, room.Other.Name, "A rude word."), ((string)row["annotation"]!, (string)row["flags"]!.AsArray().Single()!["reason"]!, (string)row["flags"]![0]!["by"]!, (string)row["text"]!));
        Assert.Contains(Marker, await room.Mona.Http.GetStringAsync($"/seminars/{room.Id}/queue"), StringComparison.Ordinal);

        Assert.Equal("200", await room.Mona.PostAsync($"{room.Path}/annotations/{note}/hide", new { commandId = Guid.NewGuid(), reason = "Rude.", asOf = (long)row["seq"]! }).OutcomeAsync());
        var lists = await room.Mona.ReadAsync($"{room.Seminar}/queue");
        Assert.Equal((0, "hidden"), (lists["open"]!.AsArray().Count, (string)lists["decided"]![0]!["state"]!));
    }

    [Fact]
    public async Task M62_M65_what_is_hidden_ones_own_or_of_another_seminar_is_not_flagged()
    {
        var (room, stranger) = (await RoomAsync(), await RoomAsync());
        var note = (string)(await room.Ida.AnnotateAsync(room.Document, "A word.", room.Clause))["id"]!;
        Assert.Equal("422 own-note", await DoAsync(room.Ida, room, note, "flag").OutcomeAsync());
        Assert.Equal("404 not-found", await DoAsync(stranger.Other, room, note, "flag").OutcomeAsync());
        Assert.Equal("404 not-found", await DoAsync(stranger.Other, stranger, note, "flag").OutcomeAsync());
        await using (var hub = await stranger.Other.ConnectAsync())
            Assert.Equal("not-found", await HubRefusal.CodeAsync(hub.InvokeAsync("Flag", new { document = room.Document, annotation = note, commandId = Guid.NewGuid() })));
        Assert.Equal("200", await DoAsync(room.Mona, room, note, "hide").OutcomeAsync());
        Assert.Equal("409 already", await DoAsync(room.Other, room, note, "flag").OutcomeAsync());
        Assert.Empty((await room.Mona.ReadAsync($"{room.Seminar}/queue"))["open"]!.AsArray());
    }

    [Fact]
    public async Task Another_moderators_decision_is_not_undone_unseen_and_the_queue_names_nobody_where_names_are_withheld()
    {
        var room = await RoomAsync("pseudonyms-for-all");
        await ApprovalAsync(room, true);
        await room.Ida.AnnotateAsync(room.Document, "Two.", room.Clause);
        using var told = await room.Mona.GetAsync($"{room.Seminar}/queue");
        var text = await told.Content.ReadAsStringAsync();
        Assert.DoesNotContain(room.Ida.Name, text, StringComparison.Ordinal);
        var row = JsonNode.Parse(text)!["open"]![0]!;
        Assert.Equal("200", await room.Owner.PostAsync($"{room.Path}/annotations/{row["annotation"]}/reject", new { commandId = Guid.NewGuid(), reason = "No.", asOf = (long)row["asOf"]! }).OutcomeAsync());
        Assert.Equal("409 already", await room.Mona.PostAsync($"{room.Path}/annotations/{row["annotation"]}/approve", new { commandId = Guid.NewGuid(), asOf = (long)row["asOf"]! }).OutcomeAsync());
        Assert.Equal("409 stale", await room.Mona.PostAsync($"{room.Path}/annotations/{row["annotation"]}/reject", new { commandId = Guid.NewGuid(), on = false, asOf = (long)row["asOf"]! }).OutcomeAsync());
        Assert.Equal(("rejected", "No."), (await room.Ida.ReadAsync($"{room.Path}/waiting"))["notes"]![0]! is var mine ? ((string)mine["state"]!, (string)mine["reason"]!) : default);
    }

    [Fact]
    public async Task M124_A_row_says_who_speaks_and_for_which_stance_in_prose_and_what_can_be_taken_no_longer_is_approved_without_it()
    {
        var room = await RoomAsync();
        Assert.Equal("200", await room.Mona.PostAsync($"{room.Path}/scribe", new { commandId = Guid.NewGuid(), member = room.Ida.Member }).OutcomeAsync());
        await ApprovalAsync(room, true);
        Assert.Equal("202", await room.Ida.PostAsync($"{room.Path}/annotations", new
        {
            commandId = Guid.NewGuid(),
            targets = new[] { new { clause = room.Clause } },
            body = new { text = "This is **loud**, see [here](https://example.org/spam)." },
            said = new { speaker = "Karl <b>" },
            stance = "abstain",
        }).OutcomeAsync());
        var row = (await room.Mona.ReadAsync($"{room.Seminar}/queue"))["open"]![0]!;
        Assert.Equal(("Karl <b>", "abstain", null), ((string?)row["said"], (string?)row["stance"], row["stanceGone"]));
        var page = await room.Mona.Http.GetStringAsync($"/seminars/{room.Id}/queue");
        Assert.All(["said aloud by Karl &lt;b&gt;; for the stance", "This is loud, see here &lt;https://example.org/spam&gt;.", "data-do=\"approve\""], word => Assert.Contains(word, page, StringComparison.Ordinal));
        Assert.DoesNotContain("**", page, StringComparison.Ordinal);

        Assert.Equal("200", await room.Mona.PostAsync($"{room.Path}/stances", new { commandId = Guid.NewGuid(), scale = new[] { "yes", "no" }, anonymous = false }).OutcomeAsync());
        var id = (string)row["annotation"]!;
        Assert.Equal("422 not-on-scale", await DoAsync(room.Mona, room, id, "approve").OutcomeAsync());
        Assert.True((bool)(await room.Mona.ReadAsync($"{room.Seminar}/queue"))["open"]![0]!["stanceGone"]!);
        Assert.Contains("data-do=\"approve-without\"", await room.Mona.Http.GetStringAsync($"/seminars/{room.Id}/queue"), StringComparison.Ordinal);
        using var approved = await room.Mona.PostAsync($"{room.Path}/annotations/{id}/approve", new { commandId = Guid.NewGuid(), withoutStance = true });
        Assert.Equal("200", await approved.OutcomeAsync());
        var note = await room.Other.ReadAsync($"{room.Path}/annotations/{(await approved.JsonAsync())["id"]}");
        Assert.Equal(("Karl <b>", null), ((string?)note["said"]!["speaker"], note["stance"]));
    }

    private static long Seq(string snapshot) => (long)JsonNode.Parse(snapshot)!["seq"]!;

    private sealed record Room(string Id, string Document, string Clause, Participant Owner, Participant Mona, Participant Ida, Participant Other)
    {
        public string Seminar => $"/api/seminars/{Id}";

        public string Path => $"/api/documents/{Document}";
    }

    private async Task<Room> RoomAsync(string? names = null)
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync();
        if (names is not null)
            Assert.Equal("200", await owner.PatchAsync($"/api/seminars/{seminar}/settings", new { names }).OutcomeAsync());
        var clause = (string)(await owner.ReadAsync($"/api/documents/{document}"))["clauses"]![0]!["id"]!;
        return new(seminar, document, clause, owner, await Server.JoinAsync(Role.Moderator, seminar: seminar), await Server.JoinAsync(Role.Annotator, seminar: seminar), await Server.JoinAsync(Role.Annotator, seminar: seminar));
    }

    private static async Task ApprovalAsync(Room room, bool on) =>
        Assert.Equal("200", await room.Mona.PostAsync($"{room.Path}/approval", new { commandId = Guid.NewGuid(), on }).OutcomeAsync());

    private static Task<HttpResponseMessage> DoAsync(Participant who, Room room, string note, string what) =>
        who.PostAsync($"{room.Path}/annotations/{note}/{what}", new { commandId = Guid.NewGuid() });

    private static Task<HttpResponseMessage> NoteAsync(Room room, string text, Guid? id = null) =>
        room.Ida.PostAsync($"{room.Path}/annotations", new { commandId = id ?? Guid.NewGuid(), targets = new[] { new { clause = room.Clause } }, body = new { text } });

    private static Task<HttpResponseMessage> ReplyAsync(Room room, string thread, string text) =>
        room.Ida.PostAsync($"{room.Path}/annotations/{thread}/replies", new { commandId = Guid.NewGuid(), body = new { text } });

    private static Task<HttpResponseMessage> EditAsync(Participant who, Room room, string note) =>
        who.PatchAsync($"{room.Path}/annotations/{note}", new { commandId = Guid.NewGuid(), version = 1, body = new { text = $"{Marker}, better" } });
}
