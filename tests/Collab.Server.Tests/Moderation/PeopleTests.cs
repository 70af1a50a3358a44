using System.Text.Json.Nodes;
using Collab.Domain.Policy;
using Collab.Server.Tests.Hubs;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Moderation;

/// <summary>Muting, removing with what was written, and undoing both, by HTTP. Who may do it is tried by the matrix.</summary>
[Collection(ServerCollection.Name)]
public sealed class PeopleTests(ServerFixture fixture)
{
    private CollabServer Server => fixture.Server;

    [Fact]
    public async Task Who_is_muted_is_refused_by_every_way_reads_on_and_writes_for_themselves()
    {
        var room = await RoomAsync();
        await using var hub = await room.Ida.ConnectAsync();
        var note = (string)(await room.Ida.AnnotateAsync(room.Document, "Before.", room.Clause))["id"]!;
        var until = DateTimeOffset.UtcNow.AddHours(1);
        Assert.Equal("200", await room.Mona.PostAsync($"{room.Member}/mute", new { until, reason = "Shouting." }).OutcomeAsync());

        using var refused = await NoteAsync(room);
        Assert.Equal("403 muted", await refused.OutcomeAsync());
        Assert.Contains("Shouting.", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("403 muted", await room.Ida.PostAsync($"{room.Path}/annotations/{note}/replies", new { commandId = Guid.NewGuid(), body = new { text = "And." } }).OutcomeAsync());
        Assert.Equal("403 muted", await room.Ida.PatchAsync($"{room.Path}/annotations/{note}", new { commandId = Guid.NewGuid(), version = 1, body = new { text = "Louder." } }).OutcomeAsync());
        Assert.Equal("muted", await HubRefusal.CodeAsync(hub.InvokeAsync("React", new { document = room.Document, annotation = note, commandId = Guid.NewGuid(), emoji = "👍", on = true })));
        Assert.Equal("Before.", (string)(await room.Ida.ReadAsync($"{room.Path}/annotations/{note}"))["body"]!["text"]!);
        Assert.StartsWith("n.", (string)(await room.Ida.AnnotateAsync(room.Document, "For me.", room.Clause, isPrivate: true))["id"]!, StringComparison.Ordinal);

        Assert.Equal("200", await room.Mona.PostAsync($"{room.Member}/unmute").OutcomeAsync());
        Assert.Equal("201", await NoteAsync(room).OutcomeAsync());
    }

    [Fact]
    public async Task Who_it_is_and_why_is_told_to_moderators_and_to_the_member_and_to_nobody_else()
    {
        var room = await RoomAsync();
        using var muted = await room.Mona.PostAsync($"{room.Member}/mute", new { reason = "Shouting." });
        Assert.Equal("Shouting.", (string)(await muted.JsonAsync())["muted"]!["reason"]!);
        foreach (var (who, told) in new[] { (room.Mona, true), (room.Owner, true), (room.Ida, true), (room.Other, false) })
        {
            var row = (await who.ReadAsync($"{room.Seminar}/members"))["items"]!.AsArray().Single(member => (string)member!["id"]! == room.Ida.Member)!;
            Assert.Equal(told, (string?)row["muted"]?["by"] == room.Mona.Member);
        }

        foreach (var (who, told) in new[] { (room.Mona, true), (room.Other, false), (room.Ida, false) })
        {
            var last = (await who.ReadAsync($"{room.Path}/events?limit=1000"))["events"]!.AsArray()[^1]!;
            Assert.Equal("MemberMuted", (string)last["kind"]!);
            Assert.Equal((told, told), ((string?)last["data"]!["member"] == room.Ida.Member, (string?)last["data"]!["reason"] == "Shouting."));
        }

        var audit = (await room.Owner.ReadAsync($"{room.Seminar}/audit"))["items"]!.AsArray()[^1]!;
        Assert.Equal(("MemberMuted", "Shouting.", room.Mona.Member, room.Ida.Member), ((string)audit["kind"]!, (string)audit["reason"]!, (string)audit["actor"]!["id"]!, (string)audit["member"]!["id"]!));
    }

    [Fact]
    public async Task What_a_removed_member_wrote_is_hidden_with_them_and_shown_again_when_they_are_brought_back()
    {
        var room = await RoomAsync();
        var note = (string)(await room.Ida.AnnotateAsync(room.Document, "Buy a watch.", room.Clause))["id"]!;
        Assert.Equal("204", await room.Mona.DeleteAsync($"{room.Member}?notes=hide&reason=Spam.").OutcomeAsync());
        foreach (var (who, reads) in new[] { (room.Other, false), (room.Mona, true) })
        {
            var hidden = await who.ReadAsync($"{room.Path}/annotations/{note}");
            Assert.Equal(("hidden", "Spam.", reads), ((string)hidden["state"]!, (string)hidden["reason"]!, hidden["body"] is not null));
            Assert.Equal(reads, (await who.ReadAsync($"{room.Path}/events?limit=1000")).ToJsonString().Contains("Buy a watch.", StringComparison.Ordinal));
        }

        Assert.Equal("404 not-found", await room.Ida.GetAsync(room.Path).OutcomeAsync());
        Assert.Equal("200", await room.Owner.PostAsync($"{room.Member}/restore").OutcomeAsync());
        Assert.Equal("Buy a watch.", (string)(await room.Other.ReadAsync($"{room.Path}/annotations/{note}"))["body"]!["text"]!);
        Assert.Contains("Buy a watch.", (await room.Other.ReadAsync($"{room.Path}/events?limit=1000")).ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("201", await NoteAsync(room).OutcomeAsync());
        Assert.Contains((await room.Ida.ReadAsync("/api/seminars"))["items"]!.AsArray(), seminar => room.Seminar.EndsWith((string)seminar!["id"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_somebody_else_did_since_is_not_undone_unseen()
    {
        var room = await RoomAsync();
        var seen = await SeqAsync(room);
        using var muted = await room.Mona.PostAsync($"{room.Member}/mute", new { asOf = seen });
        var mine = (long)(await muted.JsonAsync())["seq"]!;
        Assert.Equal("409 stale", await room.Owner.PatchAsync(room.Member, new { role = "reader", asOf = seen }).OutcomeAsync());
        Assert.Equal("200", await room.Owner.PostAsync($"{room.Member}/mute", new { reason = "For good.", asOf = mine }).OutcomeAsync());
        Assert.Equal("409 stale", await room.Mona.PostAsync($"{room.Member}/unmute", new { asOf = mine }).OutcomeAsync());
        Assert.Equal("409 stale", await room.Mona.DeleteAsync($"{room.Member}?asOf={mine}").OutcomeAsync());
        Assert.Equal("204", await room.Mona.DeleteAsync($"{room.Member}?asOf={await SeqAsync(room)}").OutcomeAsync());
        Assert.Equal("409 stale", await room.Owner.PostAsync($"{room.Member}/restore", new { asOf = mine }).OutcomeAsync());
        Assert.Equal("400 bad-request", await room.Owner.DeleteAsync($"{room.Member}?notes=burn").OutcomeAsync());
    }

    [Fact]
    public async Task A_pause_says_when_to_try_again()
    {
        var room = await RoomAsync();
        Assert.Equal("200", await room.Mona.PostAsync($"{room.Path}/slow-mode", new { commandId = Guid.NewGuid(), seconds = 600 }).OutcomeAsync());
        Assert.Equal(600, (int)(await room.Ida.ReadAsync(room.Path))["slowMode"]!);
        Assert.Equal("201", await NoteAsync(room).OutcomeAsync());
        using var refused = await NoteAsync(room);
        Assert.Equal("429 rate-limited", await refused.OutcomeAsync());
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(500), TimeSpan.FromSeconds(600));
        Assert.Equal("201", await room.Mona.PostAsync($"{room.Path}/annotations", Body(room)).OutcomeAsync());
        Assert.Equal("200", await room.Mona.PostAsync($"{room.Path}/slow-mode", new { commandId = Guid.NewGuid(), seconds = 0 }).OutcomeAsync());
        Assert.Null((await room.Ida.ReadAsync(room.Path))["slowMode"]);
        Assert.Equal("201", await NoteAsync(room).OutcomeAsync());
    }

    private sealed record Room(string Seminar, string Document, string Clause, Participant Owner, Participant Mona, Participant Ida, Participant Other)
    {
        public string Path => $"/api/documents/{Document}";

        public string Member => $"{Seminar}/members/{Ida.Member}";
    }

    private async Task<Room> RoomAsync()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync();
        var clause = (string)(await owner.ReadAsync($"/api/documents/{document}"))["clauses"]![0]!["id"]!;
        return new($"/api/seminars/{seminar}", document, clause, owner, await Server.JoinAsync(Role.Moderator, seminar: seminar), await Server.JoinAsync(Role.Annotator, seminar: seminar), await Server.JoinAsync(Role.Annotator, seminar: seminar));
    }

    private static Task<HttpResponseMessage> NoteAsync(Room room) => room.Ida.PostAsync($"{room.Path}/annotations", Body(room));

    private static object Body(Room room) => new { commandId = Guid.NewGuid(), targets = new[] { new { clause = room.Clause } }, body = new { text = "A note." } };

    private static async Task<long> SeqAsync(Room room) =>
        (long)(await room.Owner.ReadAsync($"{room.Seminar}/members"))["items"]!.AsArray().Single(member => (string)member!["id"]! == room.Ida.Member)!["seq"]!;
}
