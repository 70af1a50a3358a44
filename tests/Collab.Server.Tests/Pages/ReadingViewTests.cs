using System.Net;
using System.Text.RegularExpressions;
using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Server.Tests.Pages;

/// <summary>The room without script: what it shows, and that no refusal loses what was written.</summary>
[Collection(ServerCollection.Name)]
public sealed partial class ReadingViewTests(ServerFixture fixture)
{
    private CollabServer Server => fixture.Server;

    [Fact]
    public async Task What_was_removed_is_neither_shown_nor_counted_unless_an_answer_stands()
    {
        var (_, owner, document) = await Server.NewSeminarAsync();
        var clause = await ClauseAsync(owner, document);
        var alone = await owner.AnnotateAsync(document, "removed alone", clause);
        var answered = await owner.AnnotateAsync(document, "removed but answered", clause);
        using (var reply = await owner.PostAsync($"/api/documents/{document}/annotations/{answered["id"]}/replies", new { commandId = Guid.NewGuid(), body = new { text = "an answer" } }))
            await reply.JsonAsync();
        foreach (var note in new[] { alone, answered })
            Assert.Equal("200", await owner.DeleteAsync($"/api/documents/{document}/annotations/{note["id"]}", Guid.NewGuid()).OutcomeAsync());

        var html = await owner.Http.GetStringAsync($"/rooms/{document}/reading");
        Assert.DoesNotContain($"id=\"note-{alone["number"]}\"", html, StringComparison.Ordinal);
        Assert.Contains($"id=\"note-{answered["number"]}\"", html, StringComparison.Ordinal);
        Assert.Contains("an answer", html, StringComparison.Ordinal);
        Assert.Contains("1 note at point 1", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_passage_of_a_hidden_note_is_marked_for_those_alone_who_may_read_it()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync();
        var clause = await ClauseAsync(owner, document);
        string id;
        using (var written = await owner.PostAsync($"/api/documents/{document}/annotations", new { commandId = Guid.NewGuid(), targets = new[] { new { clause, quote = new { exact = "first" } } }, body = new { text = "hidden words" } }))
            id = (string)(await written.JsonAsync())["id"]!;
        Assert.Equal("200", await owner.PostAsync($"/api/documents/{document}/annotations/{id}/hide", new { commandId = Guid.NewGuid(), reason = "too soon" }).OutcomeAsync());

        Assert.Contains("<mark", await owner.Http.GetStringAsync($"/rooms/{document}/reading"), StringComparison.Ordinal);
        var reader = await (await Server.JoinAsync(Role.Reader, seminar: seminar)).Http.GetStringAsync($"/rooms/{document}/reading");
        Assert.DoesNotContain("<mark", reader, StringComparison.Ordinal);
        Assert.Contains("Hidden by a moderator: too soon", reader, StringComparison.Ordinal);

        Assert.Equal("200", await owner.PostAsync($"/api/documents/{document}/annotations/{id}/unhide", new { commandId = Guid.NewGuid(), reason = "it was time" }).OutcomeAsync());
        Assert.Equal("200", await owner.PostAsync($"/api/documents/{document}/annotations/{id}/resolve", new { commandId = Guid.NewGuid(), reason = "answered in class" }).OutcomeAsync());
        var again = await owner.Http.GetStringAsync($"/rooms/{document}/reading");
        Assert.Contains("Shown again by a moderator: it was time", again, StringComparison.Ordinal);
        Assert.Contains("Resolved: answered in class", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_merged_thread_leaves_its_passage_marked_and_a_note_for_a_stance_is_named_at_its_point()
    {
        var (_, owner, document) = await Server.NewSeminarAsync();
        var clause = await ClauseAsync(owner, document);
        var into = await owner.AnnotateAsync(document, "the first of two", clause);
        string id;
        using (var written = await owner.PostAsync($"/api/documents/{document}/annotations", new { commandId = Guid.NewGuid(), targets = new[] { new { clause, quote = new { exact = "first" } } }, body = new { text = "the same" }, stance = "disagree" }))
            id = (string)(await written.JsonAsync())["id"]!;
        Assert.Equal("200", await owner.PostAsync($"/api/documents/{document}/annotations/{id}/merge", new { commandId = Guid.NewGuid(), into = (string)into["id"]! }).OutcomeAsync());
        var html = await owner.Http.GetStringAsync($"/rooms/{document}/reading");
        Assert.Contains("<mark class=\"depth-1\">first</mark>", html, StringComparison.Ordinal);
        Assert.Contains("For “disagree”: note 2", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Private_notes_have_ids_and_citations_of_their_own()
    {
        var (_, owner, document) = await Server.NewSeminarAsync();
        var clause = await ClauseAsync(owner, document);
        await owner.AnnotateAsync(document, "for all", clause);
        await owner.AnnotateAsync(document, "for myself", clause, isPrivate: true);

        var html = await owner.Http.GetStringAsync($"/rooms/{document}/reading");
        var ids = Ids().Matches(html).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.Contains("note-1", ids);
        Assert.Contains("my-note-1", ids);
        Assert.Contains("href=\"#my-note-1\">My note 1</a>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_came_too_often_comes_back_in_its_form()
    {
        await using var server = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { ["Collab:Limits:Writes"] = "1" });
        var annotator = await server.JoinAsync(Role.Annotator);
        var path = $"/rooms/{server.Document}/reading";
        var (cookie, token) = await FormAsync(annotator, path);
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(annotator, path, cookie, token, "the first")).Status);
        var (status, html) = await PostAsync(annotator, path, cookie, token, "the second");
        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.Contains("That was too often", html, StringComparison.Ordinal);
        Assert.Matches("<textarea[^>]* name=\"text\"[^>]*>the second</textarea>", html);
    }

    [Fact]
    public async Task A_text_in_a_form_that_is_too_old_comes_back_in_a_new_one()
    {
        var annotator = await Server.JoinAsync(Role.Annotator);
        var path = $"/rooms/{Server.Document}/reading";
        var (status, html) = await PostAsync(annotator, path, "", "no token of ours", "kept <b>words</b>");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("The form is too old", html, StringComparison.Ordinal);
        Assert.Matches("<textarea[^>]* name=\"text\"[^>]*>kept &lt;b&gt;words&lt;/b&gt;</textarea>", html);
    }

    private static async Task<string> ClauseAsync(Participant who, string document) => (string)(await who.ReadAsync($"/api/documents/{document}"))["clauses"]![0]!["id"]!;

    private static async Task<(string Cookie, string Token)> FormAsync(Participant who, string path)
    {
        using var response = await who.GetAsync(path);
        var cookie = response.Headers.GetValues("Set-Cookie").Select(header => header.Split(';')[0]).First(pair => pair.StartsWith("collab-form=", StringComparison.Ordinal));
        return (cookie, Token().Match(await response.Content.ReadAsStringAsync()).Groups[1].Value);
    }

    private static async Task<(HttpStatusCode Status, string Html)> PostAsync(Participant who, string path, string cookie, string token, string text)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = who.Http.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["action"] = "comment", ["commandId"] = $"{Guid.NewGuid()}", ["text"] = text }),
        };
        request.Headers.Add("Cookie", $"{who.Cookie}; {cookie}");
        request.Headers.Add("Origin", who.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        using var response = await client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    [GeneratedRegex(" id=\"([^\"]+)\"")]
    private static partial Regex Ids();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
