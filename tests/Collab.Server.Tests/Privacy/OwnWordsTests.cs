using System.Text.Json.Nodes;
using Collab.Contracts.Sealed;
using Collab.Contracts.Seminars;
using Collab.Domain.Commands;
using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Server.Tests.Privacy;

/// <summary>What each person takes away: their own words, all of them, and nobody else's.</summary>
[Collection(ServerCollection.Name)]
public sealed class OwnWordsTests(ServerFixture fixture)
{
    private const string Former = "my-former-words", Body = "my-present-words", Tag = "my-tag", Reply = "my-answer", Private = "my-private-words", Waiting = "my-waiting-words", Reason = "my-reason", Hidden = "my-hidden-words";

    private static readonly string[] Mine = [Former, Body, Tag, Reply, Private, Waiting, Reason, Hidden, "\\uD83D\\uDE42", "Ingrid Ölander", "Ingrid Åkesson", "my-program", "for-me-to-know"];

    private CollabServer Server => fixture.Server;

    [Fact]
    public async Task All_that_somebody_wrote_is_in_it_and_nothing_that_others_did_from_wherever_they_left_too()
    {
        var room = await WriteAsync();
        var taken = await TakeAsync(room.Ingrid);
        Assert.All(Mine, word => Assert.Contains(word, taken, StringComparison.Ordinal));
        Assert.All(["theirs", "Olga", "my-deleted-words"], word => Assert.DoesNotContain(word, taken, StringComparison.OrdinalIgnoreCase));
        Assert.Equal("member", StateOf(taken));
        Assert.Equal(taken, await TakeAsync(room.Ingrid));

        Assert.Equal("204", await room.Ingrid.DeleteAsync($"/api/seminars/{room.Seminar}/members/{room.Ingrid.Member}").OutcomeAsync());
        var left = await TakeAsync(room.Ingrid);
        Assert.All(Mine, word => Assert.Contains(word, left, StringComparison.Ordinal));
        Assert.Equal("left", StateOf(left));

        Assert.Equal("204", await room.Owner.SendAsync(HttpMethod.Delete, $"/api/seminars/{room.Seminar}", new { title = "Her seminar" }).OutcomeAsync());
        var deleted = await TakeAsync(room.Ingrid);
        Assert.All(Mine, word => Assert.Contains(word, deleted, StringComparison.Ordinal));
        Assert.Equal("deleted", StateOf(deleted));

        string StateOf(string words) => (string)Assert.Single(JsonNode.Parse(words)!["seminars"]!.AsArray(), seminar => (string)seminar!["id"]! == room.Seminar)!["state"]!;
    }

    [Fact]
    public async Task A_guest_takes_them_where_exports_are_withheld_and_no_token_or_stranger_does()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync();
        Assert.Equal("200", await owner.PatchAsync($"/api/seminars/{seminar}/settings", new { guestsExport = false, names = "pseudonyms-for-all" }).OutcomeAsync());
        var guest = await Server.JoinAsync(Role.Guest, "Gast Gustavsson", seminar);
        await owner.AnnotateAsync(document, "theirs");
        await guest.AnnotateAsync(document, Body);
        Assert.Equal("403 forbidden", await guest.GetAsync($"/api/documents/{document}/export?format=json").OutcomeAsync());
        var taken = await TakeAsync(guest);
        Assert.Contains(Body, taken, StringComparison.Ordinal);
        Assert.Contains("Gast Gustavsson", taken, StringComparison.Ordinal);
        Assert.All(["theirs", owner.Name], word => Assert.DoesNotContain(word, taken, StringComparison.Ordinal));
        var program = await guest.WithTokenAsync("read", "annotate", "moderate", "export");
        Assert.Equal("403 forbidden", await program.GetAsync("/api/me/words").OutcomeAsync());
        Assert.Equal("401 unauthenticated", await Server.Stranger().GetAsync("/api/me/words").OutcomeAsync());
    }

    private static async Task<string> TakeAsync(Participant who)
    {
        using var answer = await who.GetAsync("/api/me/words");
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal("my-words.json", answer.Content.Headers.ContentDisposition!.FileName);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Somebody who wrote everything that can be written, among others who wrote as well.</summary>
    private async Task<(string Seminar, Participant Owner, Participant Ingrid)> WriteAsync()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync("Her seminar");
        var ingrid = await Server.JoinAsync(Role.Moderator, "Ingrid Åkesson", seminar);
        var notes = $"/api/documents/{document}/annotations";
        await OkAsync(ingrid.PatchAsync("/api/me", new { displayName = "Ingrid Ölander" }));
        await OkAsync(ingrid.PostAsync("/api/tokens", new { name = "my-program", scopes = new[] { "read" } }));
        var others = (string)(await owner.AnnotateAsync(document, "theirs, a note"))["id"]!;
        await OkAsync(ingrid.PostAsync($"{notes}/{others}/hide", new { commandId = Guid.NewGuid(), reason = Reason }));
        await OkAsync(ingrid.PostAsync($"{notes}/{others}/react", new { commandId = Guid.NewGuid(), emoji = "🙂", on = true }));
        var note = await AddAsync(Former);
        await OkAsync(ingrid.PatchAsync($"{notes}/{note}", new { commandId = Guid.NewGuid(), version = 1, body = new { text = Body }, tags = new[] { Tag } }));
        await OkAsync(owner.PostAsync($"{notes}/{note}/replies", new { commandId = Guid.NewGuid(), body = new { text = "theirs, an answer" } }));
        await OkAsync(ingrid.PostAsync($"{notes}/{note}/replies", new { commandId = Guid.NewGuid(), body = new { text = Reply } }));
        await OkAsync(owner.PostAsync($"{notes}/{await AddAsync(Hidden)}/hide", new { commandId = Guid.NewGuid(), reason = "theirs, a reason" }));
        await OkAsync(ingrid.DeleteAsync($"{notes}/{await AddAsync("my-deleted-words")}", Guid.NewGuid()));
        await ingrid.AnnotateAsync(document, Private, isPrivate: true);
        await owner.AnnotateAsync(document, "theirs, in private", isPrivate: true);
        foreach (var (who, text) in new[] { (ingrid, Waiting), (owner, "theirs, waiting") })
            (await Server.Grains.GetGrain<ISealedGrain>($"{document}/waiting").ExecuteAsync(new AddAnnotation { CommandId = Guid.NewGuid(), Actor = who.Member, Text = text })).Demand();
        await OkAsync(owner.PatchAsync($"/api/seminars/{seminar}/members/{ingrid.Member}", new { role = "annotator" }));
        // What the member is told of it is theirs to know.
        (await Server.Grains.GetGrain<ISeminarGrain>(seminar).MuteAsync(owner.Member, ingrid.Member, null, "for-me-to-know")).Demand();
        return (seminar, owner, ingrid);

        async Task<string> AddAsync(string text) => (string)(await ingrid.AnnotateAsync(document, text))["id"]!;
    }

    private static async Task OkAsync(Task<HttpResponseMessage> call)
    {
        using var answer = await call;
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
