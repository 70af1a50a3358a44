using System.Text.Json.Nodes;
using Collab.Domain.Policy;
using Collab.Server.Tests.Docs;
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
    public async Task N36_N41_N42_whoever_is_not_of_the_seminar_finds_no_document()
    {
        // A document is addressed by its id alone: there is no path to it through a seminar.
        var (other, owner, document) = await Server.NewSeminarAsync();
        var reader = await Server.JoinAsync(Role.Reader);
        foreach (var path in new[] { "", "/events?after=0", "/export?format=text", "/notebook", "/search?q=x", "/annotations/d.00000000000000000000000000" })
            Assert.Equal("404 not-found", await reader.GetAsync($"/api/documents/{document}{path}").OutcomeAsync());
        Assert.Equal("404 not-found", await reader.GetAsync($"/api/seminars/{other}/documents").OutcomeAsync());
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
    public async Task N45_headers_make_nobody_somebody_and_nobody_somebody_else()
    {
        var (stranger, reader) = (Server.Stranger(), await Server.JoinAsync(Role.Reader));
        var owner = await Server.JoinAsync(Role.Owner);
        foreach (var header in new[] { "X-User", "X-Forwarded-User", "X-Remote-User", "X-Original-URL" })
        {
            Assert.Equal("401 unauthenticated", await stranger.SendAsync(HttpMethod.Get, "/api/me", null, (header, owner.Person)).OutcomeAsync());
            using var me = await reader.SendAsync(HttpMethod.Get, "/api/me", null, (header, owner.Person));
            Assert.Equal(reader.Person, (string)(await me.JsonAsync())["id"]!);
            Assert.Equal("403 forbidden", await reader.SendAsync(HttpMethod.Post, $"{Path}/close", new { commandId = Guid.NewGuid() }, (header, owner.Person)).OutcomeAsync());
        }
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

    [Theory]
    [InlineData(Role.Annotator)]
    [InlineData(Role.Guest)]
    public async Task N52_at_a_locked_point_nobody_writes_or_removes_but_reacts_and_settles(Role role)
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync();
        var (path, writer) = ($"/api/documents/{document}", await Server.JoinAsync(role, seminar: seminar));
        var clause = (await ClausesAsync(owner, document))[0];
        var id = (string)(await writer.AnnotateAsync(document, "before the lock", clause))["id"]!;
        Assert.Equal("200", await owner.PostAsync($"{path}/clauses/{clause}/lock", new { commandId = Guid.NewGuid() }).OutcomeAsync());
        foreach (var (_, call) in Writes(path, id, clause))
            Assert.Equal("409 locked", await call(writer).OutcomeAsync());
        Assert.Equal("409 locked", await owner.PostAsync($"{path}/annotations", Note(clause)).OutcomeAsync());

        Assert.Equal("200", await writer.PostAsync($"{path}/annotations/{id}/react", new { commandId = Guid.NewGuid(), emoji = "👍", on = true }).OutcomeAsync());
        Assert.Equal("200", await writer.PostAsync($"{path}/annotations/{id}/resolve", new { commandId = Guid.NewGuid() }).OutcomeAsync());
        Assert.Equal("200", await writer.PostAsync($"{path}/annotations/{id}/reopen", new { commandId = Guid.NewGuid() }).OutcomeAsync());
        Assert.NotNull(await writer.AnnotateAsync(document, "for myself", clause, isPrivate: true));

        Assert.Equal("200", await owner.PostAsync($"{path}/clauses/{clause}/unlock", new { commandId = Guid.NewGuid() }).OutcomeAsync());
        foreach (var (done, call) in Writes(path, id, clause))
            Assert.Equal(done, await call(writer).OutcomeAsync());
    }

    [Fact]
    public async Task A_moderator_moves_anybodys_note_within_the_scope_of_the_token()
    {
        var author = await Server.JoinAsync(Role.Annotator);
        var moderator = await Server.JoinAsync(Role.Moderator);
        var clauses = await ClausesAsync(author);
        var id = (string)(await author.AnnotateAsync(Server.Document, "mine", clauses[1]))["id"]!;
        object Move(int version, string to, string? text = null) => new { commandId = Guid.NewGuid(), version, targets = new[] { new { clause = to } }, body = text is null ? null : new { text } };

        Assert.Equal("403 forbidden", await (await Server.JoinAsync(Role.Annotator)).PatchAsync($"{Path}/annotations/{id}", Move(1, clauses[2])).OutcomeAsync());
        Assert.Equal("403 forbidden", await (await moderator.WithTokenAsync("annotate")).PatchAsync($"{Path}/annotations/{id}", Move(1, clauses[2])).OutcomeAsync());
        Assert.Equal("403 forbidden", await moderator.PatchAsync($"{Path}/annotations/{id}", Move(1, clauses[2], "yours")).OutcomeAsync());
        Assert.Equal("200", await (await moderator.WithTokenAsync("annotate", "moderate")).PatchAsync($"{Path}/annotations/{id}", Move(1, clauses[2])).OutcomeAsync());
        Assert.Equal("200", await (await author.WithTokenAsync("annotate")).PatchAsync($"{Path}/annotations/{id}", Move(2, clauses[3])).OutcomeAsync());

        var note = await author.ReadAsync($"{Path}/annotations/{id}");
        Assert.Equal(clauses[1], (string)note["clause"]!);
        Assert.Equal([clauses[1], clauses[2], clauses[3]], note["history"]!.AsArray().Select(wording => (string)wording!["targets"]![0]!["clause"]!));
        Assert.Equal([author.Member, moderator.Member, author.Member], note["history"]!.AsArray().Select(wording => (string)wording!["by"]!["id"]!));
    }

    [Fact]
    public async Task N53_in_a_closed_document_nobody_writes()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync();
        var (path, annotator) = ($"/api/documents/{document}", await Server.JoinAsync(Role.Annotator, seminar: seminar));
        var clause = (await ClausesAsync(owner, document))[0];
        var id = (string)(await annotator.AnnotateAsync(document, "before the end", clause))["id"]!;
        Assert.Equal("200", await owner.PostAsync($"{path}/close", new { commandId = Guid.NewGuid() }).OutcomeAsync());
        foreach (var (_, call) in Writes(path, id, clause))
            Assert.Equal("409 closed", await call(annotator).OutcomeAsync());
        Assert.Equal("409 closed", await annotator.PostAsync($"{path}/annotations/{id}/react", new { commandId = Guid.NewGuid(), emoji = "👍", on = true }).OutcomeAsync());
        Assert.Equal("409 closed", await annotator.PostAsync($"{path}/annotations/{id}/resolve", new { commandId = Guid.NewGuid() }).OutcomeAsync());
    }

    [Fact]
    public void N61_no_answer_has_a_field_for_an_e_mail_address()
    {
        var schemas = Directory.GetFiles(Repository.Path("docs", "schemas"), "*.json");
        Assert.True(schemas.Length > 50);
        foreach (var schema in schemas)
            Assert.DoesNotMatch("(?i)mail", File.ReadAllText(schema));
        Assert.DoesNotContain(typeof(Collab.Storage.Accounts.Person).GetProperties(), property => property.Name.Contains("mail", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task N55_a_guest_edits_nothing_from_a_browser_that_is_not_theirs()
    {
        var guest = await Server.JoinAsync(Role.Guest, "Gast");
        var id = (string)(await guest.AnnotateAsync(Server.Document, "mine"))["id"]!;
        var second = await Server.JoinAsync(Role.Guest, "Gast");
        Assert.Equal("403 forbidden", await second.PatchAsync($"{Path}/annotations/{id}", new { commandId = Guid.NewGuid(), version = 1, body = new { text = "x" } }).OutcomeAsync());
    }

    private static object Note(string? clause = null) => new { commandId = Guid.NewGuid(), targets = clause is null ? Array.Empty<object>() : [new { clause }], body = new { text = "A note." } };

    /// <summary>Whatever adds, changes or takes away words, and how it is answered where it may be done.</summary>
    private static IEnumerable<(string Done, Func<Participant, Task<HttpResponseMessage>> Call)> Writes(string path, string id, string clause) =>
    [
        ("201", person => person.PostAsync($"{path}/annotations", Note(clause))),
        ("201", person => person.PostAsync($"{path}/annotations/{id}/replies", new { commandId = Guid.NewGuid(), body = new { text = "A reply." } })),
        ("200", person => person.PatchAsync($"{path}/annotations/{id}", new { commandId = Guid.NewGuid(), version = 1, body = new { text = "Other words." } })),
        ("200", person => person.DeleteAsync($"{path}/annotations/{id}", Guid.NewGuid())),
    ];

    private async Task<IReadOnlyList<string>> ClausesAsync(Participant reader, string? document = null) =>
        [.. (await reader.ReadAsync($"/api/documents/{document ?? Server.Document}"))["clauses"]!.AsArray().Select(clause => (string)clause!["id"]!)];
}
