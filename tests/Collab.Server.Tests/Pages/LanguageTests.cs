using System.Net;
using Collab.Testing;

namespace Collab.Server.Tests.Pages;

/// <summary>In which language a page comes.</summary>
[Collection(ServerCollection.Name)]
public sealed class LanguageTests(ServerFixture fixture)
{
    private CollabServer Server => fixture.Server;

    [Theory]
    [InlineData(null, null, "en", "<html lang=\"en\">", "Writing in the margin")]
    [InlineData("de", null, "de", "<html lang=\"de\">", "Am Rand schreiben")]
    [InlineData("de-AT,en;q=0.5", null, "de", "<html lang=\"de\">", "Am Rand schreiben")]
    [InlineData("fr, ru;q=0.8, de;q=0.1", null, "ru", "<html lang=\"ru\">", "Как писать на полях")]
    [InlineData("EN-gb, de;q=0.9", null, "en", "<html lang=\"en\">", "Writing in the margin")]
    [InlineData("fr", null, "en", "<html lang=\"en\">", "Writing in the margin")]
    [InlineData("de", "ar", "ar", "<html lang=\"ar\" dir=\"rtl\">", "الكتابة في الهامش")]
    [InlineData("de", "en", "en", "<html lang=\"en\">", "Writing in the margin")]
    [InlineData("de", "fr", "de", "<html lang=\"de\">", "Am Rand schreiben")]
    public async Task It_is_what_was_chosen_else_what_the_browser_asks_for_else_English(string? asked, string? chosen, string language, string html, string heading)
    {
        using var response = await AskAsync("/help", asked, chosen);
        var page = await response.Content.ReadAsStringAsync();
        Assert.Contains(html, page, StringComparison.Ordinal);
        Assert.Contains($"<h2>{heading}</h2>", page, StringComparison.Ordinal);
        Assert.Equal([language], response.Content.Headers.ContentLanguage);
        Assert.Superset(new HashSet<string> { "Accept-Language", "Cookie" }, response.Headers.Vary.ToHashSet());
    }

    [Fact]
    public async Task A_refusal_comes_in_it_and_what_programs_get_does_not()
    {
        using var page = await AskAsync("/nowhere", "ar", null, "text/html");
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        var html = await page.Content.ReadAsStringAsync();
        Assert.Contains("<html lang=\"ar\" dir=\"rtl\">", html, StringComparison.Ordinal);
        Assert.Contains("لا شيء هنا لك", html, StringComparison.Ordinal);
        // What happened is said in it; the sentence that says more is English, and says so.
        using var twice = await AskAsync("/help?a=1&a=2", "de", null, "text/html");
        html = await twice.Content.ReadAsStringAsync();
        Assert.Contains("<h1>Die Anfrage ist nicht so, wie sie sein muss.</h1>", html, StringComparison.Ordinal);
        Assert.Contains("<p class=\"lead\" lang=\"en\" dir=\"ltr\">The address names a twice. Say it once.</p>", html, StringComparison.Ordinal);
        using var problem = await AskAsync("/api/me", "ar", null);
        Assert.Empty(problem.Content.Headers.ContentLanguage);
    }

    [Theory]
    [InlineData("../../../etc/passwd", null)]
    [InlineData("xx-xx-xx-xx-xx-xx-xx-xx-xx-xx, *;q=NaN, de;q=-1", null)]
    [InlineData(";;;,,,==", null)]
    [InlineData(null, "c=de|uic=../../x")]
    [InlineData(null, "%3Cscript%3E")]
    [InlineData(null, "de%0D%0ASet-Cookie:%20a=b")]
    public async Task M153_a_hostile_header_or_cookie_is_no_error_and_leaves_the_page_English(string? asked, string? chosen)
    {
        foreach (var (header, cookie) in new[] { (asked, chosen), (asked is null ? null : string.Join(", ", Enumerable.Repeat(asked, 100)), chosen is null ? null : string.Concat(Enumerable.Repeat(chosen, 100))) })
        {
            using var response = await AskAsync("/help", header, cookie);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(["en"], response.Content.Headers.ContentLanguage);
        }
    }

    [Fact]
    public async Task A_choice_is_kept_in_a_cookie_for_a_year_and_leads_back_to_the_page()
    {
        using var response = await ChooseAsync("ru", "/help?a=b");
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal("/help?a=b", response.Headers.Location!.ToString());
        Assert.Equal("language=ru; max-age=31536000; path=/; samesite=lax; httponly", Assert.Single(response.Headers.GetValues("Set-Cookie")));
        // The page itself says where it is: what is chosen on it comes back to it.
        using var page = await AskAsync("/help?a=b&c=%22", null, null);
        Assert.Contains("name=\"back\" value=\"/help?a=b&amp;c=%22\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fr", "/help", 400, null)]
    [InlineData("de\r\nX: y", "/help", 400, null)]
    [InlineData(null, "/help", 400, null)]
    [InlineData("de", "//evil.example", 303, "/")]
    [InlineData("de", "https://evil.example/", 303, "/")]
    [InlineData("de", "/\\evil.example", 303, "/")]
    public async Task M154_a_choice_of_no_language_is_refused_and_none_leads_elsewhere(string? language, string back, int status, string? location)
    {
        using var response = await ChooseAsync(language, back);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(location, response.Headers.Location?.ToString());
        Assert.Equal(status == 303, response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task M154_another_site_chooses_nothing()
    {
        using var response = await ChooseAsync("de", "/", origin: "https://evil.example", site: "cross-site");
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("http://evil.example", null, 403)]
    [InlineData("null", null, 403)]
    [InlineData("null", "cross-site", 403)]
    [InlineData("null", "same-site", 403)]
    // Of a page that a node of an earlier version made, or whose proxy says no-referrer.
    [InlineData("null", "same-origin", 303)]
    public async Task M209_a_form_is_taken_from_our_own_pages_alone(string origin, string? site, int status)
    {
        using var response = await ChooseAsync("de", "/", origin, site);
        Assert.Equal(status, (int)response.StatusCode);
    }

    private Task<HttpResponseMessage> AskAsync(string path, string? asked, string? chosen, string? accept = null) =>
        Server.Stranger().SendAsync(HttpMethod.Get, path, null, ("Accept-Language", asked), ("Cookie", chosen is null ? null : $"language={chosen}"), ("Accept", accept));

    private async Task<HttpResponseMessage> ChooseAsync(string? language, string back, string? origin = null, string? site = null)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string?> { ["language"] = language, ["back"] = back }.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Key, field.Value!)));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/language") { Content = form };
        // What browsers send by plain HTTP, where they send no Sec-Fetch-Site.
        request.Headers.TryAddWithoutValidation("Origin", origin ?? Server.Address.GetLeftPart(UriPartial.Authority));
        if (site is not null)
            request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site);
        return await Server.Stranger().Http.SendAsync(request);
    }
}
