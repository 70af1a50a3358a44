using System.Text.Json.Nodes;
using Collab.Domain.Policy;
using Collab.Server.Tests.Rounds;
using Collab.Testing;

namespace Collab.Server.Tests.Moderation;

/// <summary>Pins that are prepared for a session by HTTP: only those who pin know of them, until their point is reached.</summary>
[Collection(ServerCollection.Name)]
public sealed class DraftTests(ServerFixture fixture)
{
    private const string Marker = "a-marker-that-is-prepared";

    [Fact]
    public Task M130_Until_its_point_is_reached_every_answer_to_others_is_the_same_to_the_byte() => WaysOut.OnOneDayAsync(UntilItsPointIsReachedAsync);

    private async Task UntilItsPointIsReachedAsync()
    {
        var room = await RoomAsync();
        Participant[] members = [await room.JoinAsync(Role.Annotator), await room.JoinAsync(Role.Guest), await room.JoinAsync(Role.Reader)];
        Participant[] others = [.. members, room.Owner];
        using var tag = await members[0].GetAsync(room.Path);
        var before = await AllAsync();

        var draft = await PrepareAsync(room, room.Clauses[0], Marker);
        Assert.Equal((0, null, "draft"), ((long)draft["seq"]!, (int?)draft["number"], (string)draft["state"]!));

        Assert.Equal(before, await AllAsync());
        using var same = await members[0].GetAsync(room.Path);
        Assert.Equal(tag.Headers.ETag, same.Headers.ETag);
        foreach (var other in others)
        {
            foreach (var page in WaysOut.Pages(room.Document))
                Assert.DoesNotContain(Marker, await other.Http.GetStringAsync(page), StringComparison.Ordinal);
        }

        foreach (var page in WaysOut.PagesOfModerators(room.Seminar))
            Assert.DoesNotContain(Marker, await room.Owner.Http.GetStringAsync(page), StringComparison.Ordinal);
        var listed = Assert.Single((await room.Owner.ReadAsync($"{room.Path}/drafts"))["items"]!.AsArray())!;
        Assert.Equal((Marker, room.Mona.Member, room.Clauses[0]), ((string)listed["text"]!, (string)listed["by"]!, (string)listed["clause"]!));

        async Task<List<string>> AllAsync()
        {
            var answers = new List<string>();
            foreach (var other in others)
            {
                foreach (var way in WaysOut.Asked(room.Seminar, room.Document, room.Clauses[0], Marker))
                    answers.Add($"{other.Name} {way}: {await other.Http.GetStringAsync(way)}");
            }

            foreach (var way in WaysOut.AskedByModerators(room.Seminar))
                answers.Add($"{way}: {await room.Owner.Http.GetStringAsync(way)}");
            return answers;
        }
    }

    [Fact]
    public async Task M131_Whoever_does_not_pin_neither_prepares_nor_reads_nor_changes_nor_pins_one()
    {
        var room = await RoomAsync();
        var draft = $"{room.Path}/annotations/{(string)(await PrepareAsync(room, room.Clauses[0], Marker))["id"]!}";
        foreach (var role in new[] { Role.Annotator, Role.Guest, Role.Reader })
        {
            var other = await room.JoinAsync(role);
            Assert.Equal("403 forbidden", await other.PostAsync($"{room.Path}/annotations", Draft(room.Clauses[0], "Mine.")).OutcomeAsync());
            Assert.Equal("403 forbidden", await other.GetAsync($"{room.Path}/drafts").OutcomeAsync());
            Assert.Equal("403 forbidden", await other.PostAsync($"{draft}/approve", new { commandId = Guid.NewGuid() }).OutcomeAsync());
            Assert.Equal("404 not-found", await other.GetAsync(draft).OutcomeAsync());
            Assert.Equal("404 not-found", await other.PatchAsync(draft, Words(1, "Theirs.")).OutcomeAsync());
            Assert.Equal("404 not-found", await other.DeleteAsync(draft, Guid.NewGuid()).OutcomeAsync());
        }

        // Another moderator reads it and pins it; its words are its author's.
        Assert.Equal("403 forbidden", await room.Owner.PatchAsync(draft, Words(1, "Theirs.")).OutcomeAsync());
        Assert.Equal("404 not-found", await room.Owner.PostAsync($"{draft}/reject", new { commandId = Guid.NewGuid() }).OutcomeAsync());
        Assert.Equal("200", await room.Mona.PatchAsync(draft, Words(1, "Read this first.")).OutcomeAsync());
        Assert.Equal("409 stale", await room.Owner.PostAsync($"{draft}/approve", new { commandId = Guid.NewGuid(), asOf = 1 }).OutcomeAsync());
        Assert.Equal("200", await room.Owner.PostAsync($"{draft}/approve", new { commandId = Guid.NewGuid() }).OutcomeAsync());
        Assert.Equal(["Read this first."], await PinnedAsync(room, room.Clauses[0]));
    }

    [Fact]
    public async Task M132_It_is_pinned_once_when_the_session_comes_to_its_point_however_often_that_is_sent()
    {
        var room = await RoomAsync();
        var (first, second) = (room.Clauses[0], room.Clauses[1]);
        var sent = Draft(first, "One.");
        Assert.Equal("202", await room.Mona.PostAsync($"{room.Path}/annotations", sent).OutcomeAsync());
        await PrepareAsync(room, first, "Two.");
        await PrepareAsync(room, second, "Three.");

        // No session is open: whoever leads prepares, or tries it out.
        await room.DoAsync(room.Owner, "lead", new { commandId = Guid.NewGuid(), clause = first });
        Assert.Empty(await PinnedAsync(room, first));
        await room.DoAsync(room.Owner, "session/open", new { commandId = Guid.NewGuid() });
        Assert.Empty(await PinnedAsync(room, first));

        // By what the timer is for, while nobody has led; and from then on by where is led alone.
        await room.DoAsync(room.Owner, "timer", new { commandId = Guid.NewGuid(), clause = second, seconds = 60 });
        Assert.Equal(["Three."], await PinnedAsync(room, second));
        var lead = new { commandId = Guid.NewGuid(), clause = first };
        await Task.WhenAll(room.DoAsync(room.Owner, "lead", lead), room.DoAsync(room.Owner, "lead", lead), room.DoAsync(room.Mona, "lead", new { commandId = Guid.NewGuid(), clause = first }));
        Assert.Equal(["One.", "Two."], await PinnedAsync(room, first));
        await PrepareAsync(room, second, "Four.");
        await room.DoAsync(room.Owner, "timer", new { commandId = Guid.NewGuid(), clause = second, seconds = 60 });
        Assert.Equal(["Three."], await PinnedAsync(room, second));

        var note = (await room.Owner.ReadAsync(room.Path))["annotations"]!.AsArray().First(note => (string)note!["body"]!["text"]! == "One.")!;
        Assert.Equal(room.Mona.Member, (string)note["creator"]!["id"]!);
        // The same draft again, by somebody who missed the answer, is answered as then.
        Assert.Equal("202", await room.Mona.PostAsync($"{room.Path}/annotations", sent).OutcomeAsync());
        Assert.Equal(["Four."], (await room.Mona.ReadAsync($"{room.Path}/drafts"))["items"]!.AsArray().Select(draft => (string)draft!["text"]!));
    }

    [Fact]
    public async Task M133_What_its_author_may_not_pin_any_more_and_what_a_blind_round_forbids_stays_a_draft()
    {
        var room = await RoomAsync();
        var deputy = await room.JoinAsync(Role.Moderator);
        await PrepareAsync(room, room.Clauses[0], "By a deputy.", deputy);
        await PrepareAsync(room, room.Clauses[0], Marker);
        Assert.Equal("200", await room.Owner.PatchAsync($"/api/seminars/{room.Seminar}/members/{deputy.Member}", new { role = "annotator" }).OutcomeAsync());
        await room.DoAsync(room.Owner, $"clauses/{room.Clauses[0]}/round/open", new { commandId = Guid.NewGuid(), show = "nothing" });
        await room.DoAsync(room.Owner, "session/open", new { commandId = Guid.NewGuid() });
        await room.DoAsync(room.Owner, "lead", new { commandId = Guid.NewGuid(), clause = room.Clauses[0] });
        Assert.Empty(await PinnedAsync(room, room.Clauses[0]));

        // What the round held back comes with its end: the session is at the point already.
        await room.DoAsync(room.Owner, $"clauses/{room.Clauses[0]}/round/reveal", new { commandId = Guid.NewGuid() });
        Assert.Equal([Marker], await PinnedAsync(room, room.Clauses[0]));
        await PrepareAsync(room, room.Clauses[0], "At a locked point.");
        await room.DoAsync(room.Owner, $"clauses/{room.Clauses[0]}/lock", new { commandId = Guid.NewGuid() });
        await room.DoAsync(room.Owner, "lead", new { commandId = Guid.NewGuid(), clause = room.Clauses[0] });
        Assert.Equal([Marker, "At a locked point."], await PinnedAsync(room, room.Clauses[0]));
        var left = Assert.Single((await room.Owner.ReadAsync($"{room.Path}/drafts"))["items"]!.AsArray())!;
        Assert.Equal("403 forbidden", await room.Owner.PostAsync($"{room.Path}/annotations/{(string)left["id"]!}/approve", new { commandId = Guid.NewGuid() }).OutcomeAsync());
        await room.DoAsync(room.Owner, $"clauses/{room.Clauses[0]}/unlock", new { commandId = Guid.NewGuid() });
        Assert.Equal("200", await deputy.DeleteAsync($"{room.Path}/annotations/{(string)left["id"]!}", Guid.NewGuid()).OutcomeAsync());
    }

    [Fact]
    public async Task M134_What_would_be_no_commentary_on_one_point_is_not_prepared()
    {
        var room = await RoomAsync();
        Assert.Equal("400 bad-request", await room.Mona.PostAsync($"{room.Path}/annotations", new { commandId = Guid.NewGuid(), targets = room.Clauses.Select(clause => new { clause }), body = new { text = Marker }, visibility = "draft" }).OutcomeAsync());
        Assert.Equal("400 bad-request", await room.Mona.PostAsync($"{room.Path}/annotations", new { commandId = Guid.NewGuid(), targets = Array.Empty<object>(), body = new { text = Marker }, visibility = "draft" }).OutcomeAsync());
        Assert.Equal("400 bad-request", await room.Mona.PostAsync($"{room.Path}/annotations", new { commandId = Guid.NewGuid(), targets = new[] { new { clause = room.Clauses[0] } }, body = new { text = Marker }, visibility = "draft", stance = "agree" }).OutcomeAsync());
        Assert.Equal("404 not-found", await room.Mona.PostAsync($"{room.Path}/annotations", Draft("0123456789abcdefghjkmnpqrs", Marker)).OutcomeAsync());
        var draft = (string)(await PrepareAsync(room, room.Clauses[0], Marker))["id"]!;
        Assert.Equal("400 bad-request", await room.Mona.PatchAsync($"{room.Path}/annotations/{draft}", new { commandId = Guid.NewGuid(), version = 1, targets = room.Clauses.Select(clause => new { clause }) }).OutcomeAsync());
    }

    private async Task<Room> RoomAsync()
    {
        var (seminar, owner, document) = await fixture.Server.NewSeminarAsync();
        string[] clauses = [.. (await owner.ReadAsync($"/api/documents/{document}"))["clauses"]!.AsArray().Select(clause => (string)clause!["id"]!)];
        return new Room(fixture.Server, seminar, document, clauses, owner, await fixture.Server.JoinAsync(Role.Moderator, seminar: seminar));
    }

    private static object Draft(string clause, string text) => new { commandId = Guid.NewGuid(), targets = new[] { new { clause } }, body = new { text }, visibility = "draft" };

    private static object Words(int version, string text) => new { commandId = Guid.NewGuid(), version, body = new { text } };

    private static async Task<JsonObject> PrepareAsync(Room room, string clause, string text, Participant? by = null)
    {
        using var answer = await (by ?? room.Mona).PostAsync($"{room.Path}/annotations", Draft(clause, text));
        Assert.Equal("202", await answer.OutcomeAsync());
        return await answer.JsonAsync();
    }

    private static async Task<IEnumerable<string>> PinnedAsync(Room room, string clause)
    {
        var snapshot = await room.Owner.ReadAsync(room.Path);
        return [.. snapshot["pins"]!.AsArray().Where(pin => (string)pin!["clause"]! == clause).OrderBy(pin => (int)pin!["order"]!)
            .Select(pin => (string)snapshot["annotations"]!.AsArray().Single(note => (string)note!["id"]! == (string)pin!["annotation"]!)!["body"]!["text"]!)];
    }

    private sealed record Room(CollabServer Server, string Seminar, string Document, string[] Clauses, Participant Owner, Participant Mona)
    {
        public string Path => $"/api/documents/{Document}";

        public Task<Participant> JoinAsync(Role role) => Server.JoinAsync(role, seminar: Seminar);

        public async Task DoAsync(Participant who, string what, object body) => Assert.Equal("200", await who.PostAsync($"{Path}/{what}", body).OutcomeAsync());
    }
}
