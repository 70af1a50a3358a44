using System.Net;
using Collab.Domain.Policy;
using Collab.Server.Security;
using Collab.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Security;

/// <summary>What answers tell browsers and caches to do: docs/decisions/0311.</summary>
[Collection(ServerCollection.Name)]
public sealed class AnswerHeadersTests(ServerFixture fixture)
{
    private const string Files = "files of the program";

    private CollabServer Server => fixture.Server;

    [Fact]
    public async Task M96_what_was_made_for_one_person_is_kept_by_no_cache_that_others_use()
    {
        var owner = await Server.JoinAsync(Role.Owner);
        var (asked, kept) = (0, new HashSet<string>());
        foreach (var endpoint in Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<Unprotected>()?.Why == Files || endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == false)
                continue;
            var pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            // The documentation of the API is a file too, and for this machine alone.
            if (pattern.StartsWith("/docs", StringComparison.Ordinal))
                continue;
            foreach (var caller in new[] { owner, Server.Stranger() })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, Fill(pattern));
                using var response = await caller.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                var control = response.Headers.CacheControl?.ToString() ?? "";
                if (!control.Contains("no-store", StringComparison.Ordinal))
                    kept.Add(pattern);
                Assert.True(control.Contains("no-store", StringComparison.Ordinal) || (control.Contains("private", StringComparison.Ordinal) && control.Contains("no-cache", StringComparison.Ordinal) && response.Headers.ETag is not null), $"{pattern}: {control}");
                asked++;
            }
        }

        Assert.True(asked > 60, $"{asked}");
        // The browser may keep it, and asks each time by its ETag, which is another for each member.
        Assert.Equal(["/api/documents/{document}/", "/api/documents/{document}/feed", "/w3c/documents/{document}/annotations/"], kept.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/account/x.css")]
    [InlineData("/account;x.css")]
    [InlineData("/account%2fx.css")]
    [InlineData("/account%00.css")]
    [InlineData("/account.css")]
    [InlineData("/api/me/x.css")]
    [InlineData("/api/me;x.js")]
    [InlineData("/api/me%3fx.png")]
    [InlineData("/rooms/{document}/x.css")]
    [InlineData("/rooms/{document}/reading/x.js")]
    [InlineData("/rooms/{document}%0ax.css")]
    public async Task M95_an_address_that_ends_like_a_file_is_no_page(string path)
    {
        var owner = await Server.JoinAsync(Role.Owner);
        using var response = await owner.GetAsync(path.Replace("{document}", Server.Document));
        Assert.True(response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{(int)response.StatusCode}");
        Assert.DoesNotContain(owner.Name, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("public", response.Headers.CacheControl?.ToString() ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://collab.example.edu", "collab.example.edu", true)]
    [InlineData("https://collab.example.edu:8443", "collab.example.edu:8443", true)]
    [InlineData("https://collab.example.edu", "localhost", false)]
    [InlineData("http://collab.example.edu", "collab.example.edu", false)]
    [InlineData("https://192.0.2.7", "192.0.2.7", false)]
    [InlineData("https://localhost", "localhost", false)]
    [InlineData(null, "localhost", false)]
    public async Task Only_a_name_with_a_certificate_that_browsers_know_is_bound_to_HTTPS(string? address, string host, bool bound)
    {
        await using var server = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { ["Collab:PublicUrl"] = address });
        using var response = await server.Stranger().SendAsync(HttpMethod.Get, "/join", null, ("Host", host));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(bound ? ["max-age=31536000"] : [], response.Headers.TryGetValues("Strict-Transport-Security", out var values) ? values : []);
    }

    [Fact]
    public async Task Our_own_certificate_binds_nobody_to_HTTPS()
    {
        await using var server = await CollabServer.StartAsync(urls: "https://127.0.0.1:0", settings: new Dictionary<string, string?> { ["Collab:Share"] = "true", ["Collab:PublicUrl"] = "https://room.example" });
        using var response = await server.Stranger().SendAsync(HttpMethod.Get, "/join", null, ("Host", "room.example"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(response.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Who_signs_out_leaves_nothing_in_the_browsers_cache()
    {
        var reader = await Server.JoinAsync(Role.Reader);
        using var response = await reader.PostAsync("/api/leave-session");
        Assert.Equal("\"cache\"", response.Headers.GetValues("Clear-Site-Data").Single());
        using var other = await reader.GetAsync("/api/me");
        Assert.Equal("401 unauthenticated", await other.OutcomeAsync());
        Assert.False(other.Headers.Contains("Clear-Site-Data"));
    }

    [Theory]
    [InlineData("https://collab.example.edu", "__Host-collab-form=", true)]
    [InlineData(null, "collab-form=", false)]
    public async Task The_cookie_of_forms_is_locked_to_the_host_where_the_browser_speaks_HTTPS(string? address, string name, bool secure)
    {
        await using var server = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { ["Collab:PublicUrl"] = address });
        using var page = await server.Stranger().GetAsync("/join");
        var cookie = page.Headers.GetValues("Set-Cookie").Single();
        Assert.StartsWith(name, cookie, StringComparison.Ordinal);
        Assert.Equal(secure, cookie.Contains("secure", StringComparison.OrdinalIgnoreCase));
        foreach (var flag in new[] { "httponly", "samesite=strict", "path=/" })
            Assert.Contains(flag, cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);

        var field = System.Text.RegularExpressions.Regex.Match(await page.Content.ReadAsStringAsync(), "name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"").Groups[1].Value;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/join") { Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = field, ["code"] = "BCDFGH", ["displayName"] = "Ida" }) };
        request.Headers.Add("Cookie", cookie.Split(';')[0]);
        using var answer = await server.Stranger().Http.SendAsync(request);
        // Not the 400 of a forged form: the code is looked at.
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private string Fill(string pattern) => System.Text.RegularExpressions.Regex.Replace(
        pattern.Replace("{document}", Server.Document).Replace("{seminar}", Server.Seminar).Replace("{number}", "1"), "{[^}]+}", "x");
}
