using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Collab.Domain.Policy;
using Collab.Server.Feeds;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Pages;

[Collection(ServerCollection.Name)]
public sealed partial class PageTests(ServerFixture fixture)
{
    private CollabServer Server => fixture.Server;

    private string Room => $"/rooms/{Server.Document}";

    [Fact]
    public async Task The_room_has_the_whole_text_before_any_script()
    {
        var moderator = await Server.JoinAsync(Role.Moderator);
        var html = await moderator.Http.GetStringAsync(Room);
        var clauses = (await moderator.ReadAsync($"/api/documents/{Server.Document}"))["clauses"]!.AsArray();
        foreach (var clause in clauses)
        {
            Assert.Contains($"data-clause=\"{(string)clause!["id"]!}\"", html, StringComparison.Ordinal);
            Assert.Contains((string)clause["text"]!, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        }

        var data = JsonNode.Parse(RoomData().Match(html).Groups[1].Value)!;
        Assert.Equal(Server.Document, (string)data["document"]!);
        Assert.Equal(moderator.Member, (string)data["me"]!["id"]!);
        Assert.Equal("moderator", (string)data["me"]!["role"]!);
        var may = data["may"]!.AsArray().Select(action => (string)action!).ToList();
        Assert.Contains("pin", may);
        Assert.DoesNotContain("change-role", may);
    }

    [Fact]
    public async Task The_notes_are_made_ready_with_the_rooms_page()
    {
        var reader = await Server.JoinAsync(Role.Reader);
        var feed = await Server.Services.GetRequiredService<DocumentFeeds>().DemandAsync(Server.Document);
        var (cache, began) = (Server.Services.GetRequiredService<SnapshotCache>(), Stopwatch.GetTimestamp());
        // That somebody came in is a second ago by then.
        do
        {
            Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(20));
            await reader.Http.GetStringAsync(Room);
        }
        while (!cache.Keeps(feed, reader.Person));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/join")]
    [InlineData("/help")]
    [InlineData("/check")]
    [InlineData("/import")]
    [InlineData("/account")]
    [InlineData("{room}")]
    [InlineData("{room}/reading")]
    [InlineData("{room}/projector")]
    [InlineData("{room}/session")]
    [InlineData("{room}/export")]
    [InlineData("{room}/manage")]
    [InlineData("/seminars/{seminar}/manage")]
    [InlineData("/seminars/{seminar}/audit")]
    public async Task Every_page_opens_for_an_owner_and_has_no_script_or_style_in_it(string path)
    {
        var owner = await Server.JoinAsync(Role.Owner);
        var html = await owner.Http.GetStringAsync(path.Replace("{room}", Room).Replace("{seminar}", Server.Seminar));
        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script(?![^>]*(src=|nonce=|application/json))", html);
        Assert.DoesNotMatch(" on[a-z]+=\"| style=\"", html);
    }

    [Fact]
    public async Task Every_file_that_a_page_names_is_there_under_its_fingerprint()
    {
        var reader = await Server.JoinAsync(Role.Reader);
        async Task<List<string>> NamedByAsync(string page) => [.. Files().Matches(await reader.Http.GetStringAsync(page)).Select(match => match.Groups[1].Value).Distinct()];
        var room = await NamedByAsync(Room);
        Assert.Contains(room, file => file.StartsWith("/js/bundle/panel.", StringComparison.Ordinal));
        Assert.Contains(room, file => file.StartsWith("/css/bundle/room.", StringComparison.Ordinal));
        // Its bundles hold all that they need.
        Assert.All(room.Where(file => file.EndsWith(".js", StringComparison.Ordinal)), file => Assert.StartsWith("/js/bundle/", file, StringComparison.Ordinal));
        var account = await NamedByAsync("/account");
        Assert.Contains(account, file => file.StartsWith("/vendor/", StringComparison.Ordinal));
        Assert.DoesNotContain(account, file => file.StartsWith("/js/bundle/", StringComparison.Ordinal));
        foreach (var file in room.Union(account))
        {
            using var response = await reader.GetAsync(file);
            Assert.True(response.IsSuccessStatusCode, file);
            Assert.True(response.Headers.CacheControl!.ToString().Contains("immutable", StringComparison.Ordinal), $"{file}: {response.Headers.CacheControl}");
        }
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_is_sent_to_the_door_and_comes_back()
    {
        Assert.Equal("401 unauthenticated", await Server.Stranger().GetAsync($"{Room}/reading").OutcomeAsync());
        using var response = await Server.Stranger().SendAsync(HttpMethod.Get, $"{Room}/reading", null, ("Accept", "text/html"));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal($"/join?returnTo={Uri.EscapeDataString($"{Room}/reading")}", response.Headers.Location!.ToString());
        Assert.Contains($"value=\"{Room}/reading\"", await Server.Stranger().Http.GetStringAsync(response.Headers.Location), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await Server.OutsiderAsync()).GetAsync(Room)).StatusCode);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("\\\\evil.example")]
    [InlineData("/\t/evil.example")]
    public async Task N35_the_way_back_leads_nowhere_else(string address) =>
        Assert.DoesNotContain("name=\"returnTo\"", await Server.Stranger().Http.GetStringAsync($"/join?returnTo={Uri.EscapeDataString(address)}"), StringComparison.Ordinal);

    [Fact]
    public async Task One_can_come_in_comment_and_reply_without_script()
    {
        var moderator = await Server.JoinAsync(Role.Moderator);
        using var shown = await moderator.PostAsync($"/api/seminars/{Server.Seminar}/code");
        var code = (string)(await shown.JsonAsync())["code"]!;
        var (fields, cookie) = await FormAsync(Server.Stranger(), "/join");
        using var wrong = await SubmitAsync(new Participant(Server, "x", cookie), "/join", fields, ("code", "BBBBBB"), ("displayName", "Ida Lund"));
        Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);
        Assert.Contains("There is no such link or code", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var joined = await SubmitAsync(new Participant(Server, "x", cookie), "/join", fields, ("code", code), ("displayName", "Ida Lund"), ("returnTo", $"{Room}/reading"));
        Assert.Equal(HttpStatusCode.SeeOther, joined.StatusCode);
        Assert.Equal($"{Room}/reading", joined.Headers.Location!.ToString());

        var me = new Participant(Server, "Ida Lund", $"{cookie}; {joined.Headers.GetValues("Set-Cookie").Single(set => set.StartsWith("collab=", StringComparison.Ordinal)).Split(';')[0]}");
        (fields, _) = await FormAsync(me, $"{Room}/reading");
        using var posted = await SubmitAsync(me, $"{Room}/reading", fields, ("action", "comment"), ("commandId", Guid.NewGuid().ToString()), ("text", "Without\r\nscript"));
        Assert.Equal(HttpStatusCode.SeeOther, posted.StatusCode);
        var note = (await me.ReadAsync($"/api/documents/{Server.Document}/search?q=script"))["items"]!.AsArray().Single(item => ((string)item!["body"]!["text"]!).StartsWith("Without", StringComparison.Ordinal))!;
        Assert.Equal("Without\nscript", (string)note["body"]!["text"]!);
        using var replied = await SubmitAsync(me, $"{Room}/reading", fields, ("action", "reply"), ("annotation", (string)note["id"]!), ("commandId", Guid.NewGuid().ToString()), ("text", "And a reply"));
        Assert.Equal(HttpStatusCode.SeeOther, replied.StatusCode);
        Assert.Contains("And a reply", await me.Http.GetStringAsync($"{Room}/reading"), StringComparison.Ordinal);

        using var refused = await SubmitAsync(me, $"{Room}/reading", fields, ("action", "comment"), ("commandId", Guid.NewGuid().ToString()), ("text", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        using var forged = await SubmitAsync(me, $"{Room}/reading", new Dictionary<string, string>(), ("action", "comment"), ("commandId", Guid.NewGuid().ToString()), ("text", "forged"));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await me.GetAsync($"{Room}/notes/{(int)note["number"]!}")).StatusCode);
    }

    [Fact]
    public async Task N98_N99_no_note_brings_script_or_tells_other_sites_who_reads()
    {
        var annotator = await Server.JoinAsync(Role.Annotator, "<b>Eve</b>");
        await annotator.AnnotateAsync(Server.Document, "[a](javascript:alert(1)) [b](data:text/html,x) [c](vbscript:x) [d](https://example.org/x) <script>alert(1)</script>");
        var html = await annotator.Http.GetStringAsync($"{Room}/reading");
        Assert.DoesNotMatch("href=\"(javascript|data|vbscript):", html);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>Eve", html, StringComparison.Ordinal);
        var link = OutwardLink().Match(html).Value;
        Assert.Contains("noopener", link, StringComparison.Ordinal);
        Assert.Contains("noreferrer", link, StringComparison.Ordinal);
    }

    private static async Task<(Dictionary<string, string> Fields, string Cookie)> FormAsync(Participant person, string path)
    {
        using var response = await person.GetAsync(path);
        var html = await response.Content.ReadAsStringAsync();
        var field = AntiforgeryField().Match(html);
        var cookie = response.Headers.TryGetValues("Set-Cookie", out var set) ? set.Single().Split(';')[0] : person.Cookie!;
        return (new() { [field.Groups[1].Value] = WebUtility.HtmlDecode(field.Groups[2].Value) }, cookie);
    }

    private static async Task<HttpResponseMessage> SubmitAsync(Participant person, string path, Dictionary<string, string> fields, params (string Name, string Value)[] more)
    {
        using var form = new FormUrlEncodedContent(fields.Concat(more.Select(field => KeyValuePair.Create(field.Name, field.Value))));
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
        // What browsers send by plain HTTP, where they send no Sec-Fetch-Site.
        request.Headers.TryAddWithoutValidation("Origin", person.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        return await person.Http.SendAsync(request);
    }

    [GeneratedRegex("""<script type="application/json" id="room-data">(.*?)</script>""", RegexOptions.Singleline)]
    private static partial Regex RoomData();

    // In elements, and in the import map.
    [GeneratedRegex("""(?:href=|src=|":)"(/(?:css|js|vendor|icons)/[^"]+)""")]
    private static partial Regex Files();

    [GeneratedRegex("""<input type="hidden" name="(__[^"]+)" value="([^"]+)""")]
    private static partial Regex AntiforgeryField();

    [GeneratedRegex("""<a [^>]*https://example\.org/x[^>]*>""")]
    private static partial Regex OutwardLink();
}
