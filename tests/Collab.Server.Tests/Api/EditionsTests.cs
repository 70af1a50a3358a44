using System.Net;
using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Server.Tests.Api;

/// <summary>Other editions of a text, over HTTP and on the pages that the server renders.</summary>
[Collection(ServerCollection.Name)]
public sealed class EditionsTests(ServerFixture fixture)
{
    private const string German = "Hausordnung\n\n1. Sei freundlich.\n\n2. Sei kurz.\n";

    private CollabServer Server => fixture.Server;

    [Fact]
    public async Task A_translation_stands_beside_the_first_and_notes_are_on_its_words()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync("House rules", "Be kind.", "Be brief.");
        var path = $"/api/documents/{document}";
        var moderator = await Server.JoinAsync(Role.Moderator, seminar: seminar);
        var command = new { commandId = Guid.NewGuid(), language = "de", text = German };
        using var added = await moderator.PostAsync($"{path}/editions", command);
        Assert.Equal("de", (string)(await added.JsonAsync())["id"]!);
        Assert.Equal($"{path}/editions/de", added.Headers.Location!.ToString());
        Assert.Equal("201", await moderator.PostAsync($"{path}/editions", command).OutcomeAsync());
        Assert.Equal("409 command-reused", await moderator.PostAsync($"{path}/editions", command with { language = "de-CH" }).OutcomeAsync());
        Assert.Equal("409 already", await moderator.PostAsync($"{path}/editions", command with { commandId = Guid.NewGuid() }).OutcomeAsync());
        Assert.Equal("422 bad-language", await moderator.PostAsync($"{path}/editions", command with { commandId = Guid.NewGuid(), language = "German" }).OutcomeAsync());

        var list = (await owner.ReadAsync($"{path}/editions"))["items"]!.AsArray();
        Assert.Equal(["first", "de"], list.Select(row => (string)row!["id"]!));
        using var text = await owner.GetAsync($"{path}/editions/de");
        var clauses = (await text.JsonAsync())["clauses"]!.AsArray();
        Assert.Equal(["Sei freundlich.", "Sei kurz."], clauses.Select(clause => (string)clause!["text"]!));
        using var again = await owner.SendAsync(HttpMethod.Get, $"{path}/editions/de", null, ("If-None-Match", text.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal("404 not-found", await owner.GetAsync($"{path}/editions/fr").OutcomeAsync());

        var point = (string)clauses[1]!["clause"]!;
        Assert.Equal("422 quote-not-found", await NoteAsync(new { clause = point, quote = new { exact = "kurz" } }));
        Assert.Equal("404 not-found", await NoteAsync(new { clause = point, quote = new { exact = "kurz" }, edition = "fr" }));
        Assert.Equal("201", await NoteAsync(new { clause = point, quote = new { exact = "kurz" }, edition = "de" }));
        var snapshot = await owner.ReadAsync(path);
        Assert.Equal("de", (string)snapshot["annotations"]![0]!["targets"]![0]!["edition"]!);
        Assert.Equal("de", (string)snapshot["editions"]![0]!["language"]!);
        Assert.Null((await owner.ReadAsync($"{path}?at=1"))["editions"]);
        Assert.Equal(1, (int)(await owner.ReadAsync($"{path}/search?q=kurz"))["count"]!);

        Task<string> NoteAsync(object target) => owner.PostAsync($"{path}/annotations", new { commandId = Guid.NewGuid(), targets = new[] { target }, body = new { text = "Why so little?" } }).OutcomeAsync();
    }

    [Fact]
    public async Task Of_another_log_the_same_edition_has_another_tag()
    {
        List<string> tags = [];
        for (var i = 0; i < 2; i++)
        {
            var (_, owner, document) = await Server.NewSeminarAsync("House rules", "Be kind.");
            using var text = await owner.GetAsync($"/api/documents/{document}/editions/first");
            tags.Add(text.Headers.ETag!.ToString());
        }

        Assert.NotEqual(tags[0], tags[1]);
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_until_somebody_says_what_belongs_to_what()
    {
        var (_, owner, document) = await Server.NewSeminarAsync("House rules", "Be kind.", "Be brief.");
        var path = $"/api/documents/{document}/editions";
        const string Text = "1. Sei freundlich.\n\n2. Sei kurz.\n\n3. Übersetzt von Kofi Mensah.\n";
        Assert.Equal("422 not-aligned", await owner.PostAsync(path, new { commandId = Guid.NewGuid(), language = "de", text = Text }).OutcomeAsync());
        using var previewed = await owner.PostAsync($"{path}/preview", new { text = Text });
        var preview = await previewed.JsonAsync();
        Assert.False((bool)preview["fits"]!);
        var alignment = preview["alignment"]!.AsArray();
        Assert.Equal([[0], [1]], alignment.Select(given => given!["parts"]!.AsArray().Select(part => (int)part!).ToArray()));
        Assert.Equal("422 not-aligned", await owner.PostAsync(path, new { commandId = Guid.NewGuid(), language = "de", text = Text, alignment }).OutcomeAsync());
        Assert.Equal("201", await owner.PostAsync(path, new { commandId = Guid.NewGuid(), language = "de", text = Text, alignment, leftOut = new[] { 2 } }).OutcomeAsync());
        Assert.DoesNotContain("Kofi", (await owner.ReadAsync($"{path}/de")).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task M157_Markup_in_an_edition_is_text_on_every_page_and_a_name_is_no_address()
    {
        var (_, owner, document) = await Server.NewSeminarAsync("House rules", "Be kind.", "Be brief.");
        var path = $"/api/documents/{document}/editions";
        const string Markup = "<script>alert(1)</script>", Encoded = "&lt;script&gt;alert(1)&lt;/script&gt;";
        var body = new { commandId = Guid.NewGuid(), language = "he", edition = "he", title = $"{Markup} שלום", text = $"1. היה אדיב {Markup}\n\n2. קצר." };
        Assert.Equal("400 bad-request", await owner.PostAsync(path, body with { edition = "../notes" }).OutcomeAsync());
        Assert.Equal("400 bad-request", await owner.PostAsync(path, body with { edition = "a\"b" }).OutcomeAsync());
        Assert.Equal("422 bad-language", await owner.PostAsync(path, body with { language = "he\" onload=\"x" }).OutcomeAsync());
        Assert.Equal("201", await owner.PostAsync(path, body).OutcomeAsync());
        foreach (var page in new[] { "?edition=he", "?edition=first,he", "/reading?edition=he", "/reading?edition=first,he", "/editions" })
        {
            var html = await owner.Http.GetStringAsync($"/rooms/{document}{page}");
            Assert.DoesNotContain(Markup, html, StringComparison.Ordinal);
            Assert.Contains(Encoded, html, StringComparison.Ordinal);
        }

        var beside = await owner.Http.GetStringAsync($"/rooms/{document}/reading?edition=first,he");
        Assert.Contains("Be kind.", beside, StringComparison.Ordinal);
        Assert.Contains("lang=\"he\"", beside, StringComparison.Ordinal);
        using var missing = await owner.GetAsync($"/rooms/{document}?edition=fr");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }
}
