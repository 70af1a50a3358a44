using System.Text.Json.Nodes;
using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Server.Tests.Api;

[Collection(ServerCollection.Name)]
public sealed class RightsTests(ServerFixture fixture)
{
    private CollabServer Server => fixture.Server;

    private string Path => $"/api/documents/{Server.Document}";

    [Fact]
    public async Task N11_a_token_for_reading_writes_nothing()
    {
        var program = await (await Server.JoinAsync(Role.Annotator)).WithTokenAsync("read");
        Assert.Equal("200", await program.GetAsync(Path).OutcomeAsync());
        Assert.Equal("403 forbidden", await program.PostAsync($"{Path}/annotations", Note()).OutcomeAsync());
        Assert.Equal("403 forbidden", await program.GetAsync($"{Path}/export?format=text").OutcomeAsync());
        Assert.Equal("403 forbidden", await program.PostAsync("/api/tokens", new { name = "more", scopes = new[] { "read" } }).OutcomeAsync());
    }

    [Fact]
    public async Task N12_the_token_of_somebody_removed_knows_of_nothing()
    {
        var owner = await Server.JoinAsync(Role.Owner);
        var person = await Server.JoinAsync(Role.Annotator);
        var program = await person.WithTokenAsync("read", "annotate");
        Assert.Equal("200", await program.GetAsync(Path).OutcomeAsync());
        Assert.Equal("204", await owner.DeleteAsync($"/api/seminars/{Server.Seminar}/members/{person.Member}").OutcomeAsync());
        Assert.Equal("404 not-found", await program.GetAsync(Path).OutcomeAsync());
        Assert.Equal("404 not-found", await program.PostAsync($"{Path}/annotations", Note()).OutcomeAsync());
    }

    [Fact]
    public async Task N36_N40_N41_N42_whoever_is_not_of_the_seminar_finds_no_document()
    {
        var (other, owner, document) = await Server.NewSeminarAsync();
        var reader = await Server.JoinAsync(Role.Reader);
        foreach (var path in new[] { "", "/events?after=0", "/export?format=text", "/notebook", "/search?q=x", "/annotations/d.00000000000000000000000000" })
            Assert.Equal("404 not-found", await reader.GetAsync($"/api/documents/{document}{path}").OutcomeAsync());
        Assert.Equal("404 not-found", await reader.GetAsync($"/api/seminars/{other}/documents").OutcomeAsync());
        Assert.Equal("404 not-found", await reader.GetAsync($"/api/seminars/{Server.Seminar}/documents/{document}").OutcomeAsync());
        Assert.Equal("404 not-found", await owner.GetAsync($"/api/documents/{Server.Document}").OutcomeAsync());
        Assert.Equal("404 not-found", await (await Server.OutsiderAsync()).GetAsync(Path).OutcomeAsync());
        Assert.Equal("404 not-found", await reader.GetAsync("/api/documents/00000000000000000000000000").OutcomeAsync());
    }

    [Fact]
    public async Task N37_N38_N39_a_note_of_another_document_is_none_here()
    {
        var (_, owner, document) = await Server.NewSeminarAsync();
        var theirs = (string)(await owner.AnnotateAsync(document, "theirs"))["id"]!;
        var moderator = await Server.JoinAsync(Role.Moderator);
        var mine = (string)(await moderator.AnnotateAsync(Server.Document, "mine"))["id"]!;
        Assert.Equal("404 not-found", await moderator.GetAsync($"{Path}/annotations/{theirs}").OutcomeAsync());
        Assert.Equal("422 unknown-parent", await moderator.PostAsync($"{Path}/annotations/{mine}/replies", new { commandId = Guid.NewGuid(), parent = theirs, body = new { text = "x" } }).OutcomeAsync());
        var clause = (await ClausesAsync(moderator))[1];
        Assert.Equal("404 not-found", await moderator.PutAsync($"{Path}/annotations/{theirs}/pin", new { commandId = Guid.NewGuid(), clause }).OutcomeAsync());
    }

    [Fact]
    public async Task N44_what_only_the_server_says_is_refused_in_a_request()
    {
        var annotator = await Server.JoinAsync(Role.Annotator);
        foreach (var field in new[] { "author", "role", "seq", "createdAt", "hidden", "creator", "number" })
        {
            var note = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(Note()))!.AsObject();
            note[field] = "x";
            Assert.Equal("400 unknown-field", await annotator.PostAsync($"{Path}/annotations", note.ToJsonString()).OutcomeAsync());
        }
    }

    [Fact]
    public async Task N45_N46_headers_make_nobody_somebody()
    {
        var stranger = Server.Stranger();
        var owner = await Server.JoinAsync(Role.Owner);
        foreach (var header in new[] { "X-User", "X-Forwarded-User", "X-Remote-User", "X-Original-URL" })
            Assert.Equal("401 unauthenticated", await stranger.SendAsync(HttpMethod.Get, "/api/me", null, (header, owner.Person)).OutcomeAsync());
    }

    [Fact]
    public async Task N47_a_reader_does_not_annotate()
    {
        var reader = await Server.JoinAsync(Role.Reader);
        Assert.Equal("403 forbidden", await reader.PostAsync($"{Path}/annotations", Note()).OutcomeAsync());
        Assert.NotNull(await reader.AnnotateAsync(Server.Document, "for myself", isPrivate: true));
    }

    [Fact]
    public async Task N48_an_annotator_does_not_pin_hide_or_lock()
    {
        var annotator = await Server.JoinAsync(Role.Annotator);
        var clause = (await ClausesAsync(annotator))[1];
        var id = (string)(await annotator.AnnotateAsync(Server.Document, "mine", clause))["id"]!;
        var command = new { commandId = Guid.NewGuid() };
        Assert.Equal("403 forbidden", await annotator.PutAsync($"{Path}/annotations/{id}/pin", new { commandId = Guid.NewGuid(), clause }).OutcomeAsync());
        Assert.Equal("403 forbidden", await annotator.PostAsync($"{Path}/annotations/{id}/hide", command).OutcomeAsync());
        Assert.Equal("403 forbidden", await annotator.PostAsync($"{Path}/clauses/{clause}/lock", command).OutcomeAsync());
        Assert.Equal("403 forbidden", await annotator.PostAsync($"{Path}/close", command).OutcomeAsync());
        Assert.Equal("403 forbidden", await annotator.PostAsync($"{Path}/lead", new { commandId = Guid.NewGuid(), clause }).OutcomeAsync());
    }

    [Fact]
    public async Task N49_not_even_an_owner_edits_anothers_words()
    {
        var annotator = await Server.JoinAsync(Role.Annotator);
        var id = (string)(await annotator.AnnotateAsync(Server.Document, "mine"))["id"]!;
        var owner = await Server.JoinAsync(Role.Owner);
        Assert.Equal("403 forbidden", await owner.PatchAsync($"{Path}/annotations/{id}", new { commandId = Guid.NewGuid(), version = 1, body = new { text = "yours" } }).OutcomeAsync());
        Assert.Equal("403 forbidden", await owner.DeleteAsync($"{Path}/annotations/{id}", Guid.NewGuid()).OutcomeAsync());
    }

    [Fact]
    public async Task N50_N51_roles_are_an_owners_to_give_and_the_last_owner_stays()
    {
        var (seminar, owner, _) = await Server.NewSeminarAsync();
        var moderator = await Server.JoinAsync(Role.Moderator, seminar: seminar);
        var reader = await Server.JoinAsync(Role.Reader, seminar: seminar);
        var members = $"/api/seminars/{seminar}/members";
        Assert.Equal("403 forbidden", await moderator.PatchAsync($"{members}/{reader.Member}", new { role = "owner" }).OutcomeAsync());
        Assert.Equal("409 last-owner", await owner.DeleteAsync($"{members}/{owner.Member}").OutcomeAsync());
        Assert.Equal("409 last-owner", await owner.PatchAsync($"{members}/{owner.Member}", new { role = "reader" }).OutcomeAsync());
        Assert.Equal("200", await owner.PatchAsync($"{members}/{moderator.Member}", new { role = "owner" }).OutcomeAsync());
        Assert.Equal("204", await owner.DeleteAsync($"{members}/{owner.Member}").OutcomeAsync());
        Assert.Equal("404 not-found", await owner.GetAsync(members).OutcomeAsync());
    }

    [Fact]
    public async Task N52_N53_nobody_writes_where_it_is_locked_or_closed()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync();
        var annotator = await Server.JoinAsync(Role.Annotator, seminar: seminar);
        var clause = (await ClausesAsync(owner, document))[0];
        Assert.Equal("200", await owner.PostAsync($"/api/documents/{document}/clauses/{clause}/lock", new { commandId = Guid.NewGuid() }).OutcomeAsync());
        Assert.Equal("409 locked", await annotator.PostAsync($"/api/documents/{document}/annotations", Note(clause)).OutcomeAsync());
        Assert.Equal("200", await owner.PostAsync($"/api/documents/{document}/close", new { commandId = Guid.NewGuid() }).OutcomeAsync());
        Assert.Equal("409 closed", await annotator.PostAsync($"/api/documents/{document}/annotations", Note()).OutcomeAsync());
    }

    [Fact]
    public async Task N54_N59_a_private_note_is_nobody_elses()
    {
        var annotator = await Server.JoinAsync(Role.Annotator);
        var id = (string)(await annotator.AnnotateAsync(Server.Document, "secret-thought", isPrivate: true))["id"]!;
        Assert.Contains("secret-thought", (await annotator.ReadAsync($"{Path}/notebook")).ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("secret-thought", (await annotator.ReadAsync($"{Path}/annotations/{id}")).ToJsonString(), StringComparison.Ordinal);
        foreach (var other in new[] { await Server.JoinAsync(Role.Guest), await Server.JoinAsync(Role.Owner) })
        {
            Assert.Equal("404 not-found", await other.GetAsync($"{Path}/annotations/{id}").OutcomeAsync());
            foreach (var path in new[] { Path, $"{Path}/events?after=0&limit=1000", $"{Path}/export?format=json", $"{Path}/export?format=html", $"{Path}/search?q=secret-thought", $"{Path}/notebook", $"/rooms/{Server.Document}", $"/rooms/{Server.Document}/reading" })
                Assert.DoesNotContain("secret-thought", await other.Http.GetStringAsync(path), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task N55_a_guest_edits_nothing_from_a_browser_that_is_not_theirs()
    {
        var guest = await Server.JoinAsync(Role.Guest, "Gast");
        var id = (string)(await guest.AnnotateAsync(Server.Document, "mine"))["id"]!;
        var second = await Server.JoinAsync(Role.Guest, "Gast");
        Assert.Equal("403 forbidden", await second.PatchAsync($"{Path}/annotations/{id}", new { commandId = Guid.NewGuid(), version = 1, body = new { text = "x" } }).OutcomeAsync());
    }

    [Fact]
    public async Task N58_N60_hidden_words_leave_by_no_way_but_to_their_author_and_moderators()
    {
        var author = await Server.JoinAsync(Role.Annotator);
        var moderator = await Server.JoinAsync(Role.Moderator);
        var id = (string)(await author.AnnotateAsync(Server.Document, "unspeakable"))["id"]!;
        Assert.Equal("200", await moderator.PostAsync($"{Path}/annotations/{id}/hide", new { commandId = Guid.NewGuid(), reason = "off the point" }).OutcomeAsync());
        string[] ways = [Path, $"{Path}?at={await HeadAsync(moderator) - 1}", $"{Path}/annotations/{id}", $"{Path}/events?after=0&limit=1000", $"{Path}/search?q=unspeakable", $"/rooms/{Server.Document}", $"/rooms/{Server.Document}/reading", $"/rooms/{Server.Document}/export?format=text",
            .. new[] { "markdown", "html", "jsonld", "json", "csv", "text" }.Select(format => $"{Path}/export?format={format}")];
        foreach (var role in new[] { Role.Annotator, Role.Reader, Role.Guest })
        {
            var other = await Server.JoinAsync(role);
            foreach (var way in ways)
            {
                using var response = await other.GetAsync(way);
                Assert.DoesNotContain("unspeakable", await response.Content.ReadAsStringAsync() + response.Headers, StringComparison.Ordinal);
            }
        }

        Assert.Contains("unspeakable", await moderator.Http.GetStringAsync($"{Path}/export?format=text"), StringComparison.Ordinal);
        Assert.Contains("unspeakable", await moderator.Http.GetStringAsync($"/rooms/{Server.Document}/manage"), StringComparison.Ordinal);
        Assert.Contains("unspeakable", await author.Http.GetStringAsync(Path), StringComparison.Ordinal);
    }

    private static object Note(string? clause = null) => new { commandId = Guid.NewGuid(), targets = clause is null ? Array.Empty<object>() : [new { clause }], body = new { text = "A note." } };

    private static async Task<long> HeadAsync(Participant reader) => (long)(await reader.ReadAsync($"/api/documents/{(await reader.ReadAsync("/api/seminars"))["items"]![0]!["documents"]![0]!["id"]}"))["seq"]!;

    private async Task<IReadOnlyList<string>> ClausesAsync(Participant reader, string? document = null) =>
        [.. (await reader.ReadAsync($"/api/documents/{document ?? Server.Document}"))["clauses"]!.AsArray().Select(clause => (string)clause!["id"]!)];
}
