using System.Net;
using System.Net.WebSockets;
using System.Text;
using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Server.Tests.Security;

[Collection(ServerCollection.Name)]
public sealed class BrowserTests(ServerFixture fixture)
{
    private CollabServer Server => fixture.Server;

    [Theory]
    [InlineData("http://evil.example", 403)]
    [InlineData("null", 403)]
    [InlineData("https://127.0.0.1", 403)]
    [InlineData(null, 101)]
    public async Task N90_another_sites_page_opens_no_connection(string? origin, int status)
    {
        var reader = await Server.JoinAsync(Role.Reader);
        Assert.Equal(status, await OpenAsync(reader.Cookie, origin));
        using var negotiation = await reader.SendAsync(HttpMethod.Post, "/hub/negotiate?negotiateVersion=1", null, ("Origin", origin));
        Assert.Equal(status == 403, negotiation.StatusCode == HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task N2_N3_N7_the_hub_takes_nobody_who_is_not_signed_in()
    {
        Assert.Equal(401, await OpenAsync(null, null));
        Assert.Equal(401, await OpenAsync("collab=garbage", null));
        Assert.Equal(401, await OpenAsync(null, null, "Bearer collab_pat_expired_x"));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task N93_a_form_of_another_site_writes_nothing(string type)
    {
        var annotator = await Server.JoinAsync(Role.Annotator);
        foreach (var (origin, site, status) in new[] { ("http://evil.example", "cross-site", 403), (null, "cross-site", 403), (null, "same-site", 403), ("null", null, 403), ("null", "cross-site", 403), (null, (string?)null, 415) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/documents/{Server.Document}/annotations") { Content = new StringContent("{}", Encoding.UTF8) };
            request.Content.Headers.Remove("Content-Type");
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            if (origin is not null)
                request.Headers.TryAddWithoutValidation("Origin", origin);
            if (site is not null)
                request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site);
            using var response = await annotator.Http.SendAsync(request);
            Assert.Equal(status, (int)response.StatusCode);
        }
    }

    [Fact]
    public async Task N94_no_other_site_may_read_an_answer()
    {
        var reader = await Server.JoinAsync(Role.Reader);
        using var response = await reader.SendAsync(HttpMethod.Get, "/api/me", null, ("Origin", "http://evil.example"));
        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
        Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        using var preflight = await reader.SendAsync(HttpMethod.Options, "/api/me", null, ("Origin", "http://evil.example"), ("Access-Control-Request-Method", "PATCH"));
        Assert.DoesNotContain(preflight.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/join")]
    [InlineData("/api/me")]
    [InlineData("/nothing-here")]
    [InlineData("/css/collab.css")]
    [InlineData("/health/live")]
    public async Task N95_no_answer_can_be_framed_sniffed_or_kept_by_others(string path)
    {
        using var response = await Server.Stranger().GetAsync(path);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        foreach (var part in new[] { "default-src 'none'", "script-src 'self' 'nonce-", "style-src 'self';", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'" })
            Assert.Contains(part, policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Referrer-Policy").Single());
        if (path != "/css/collab.css")
            Assert.Contains("no-store", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_nonce_of_a_page_is_that_of_its_policy_and_new_each_time()
    {
        using var first = await Server.Stranger().GetAsync("/join");
        using var second = await Server.Stranger().GetAsync("/join");
        var nonce = Nonce(first);
        Assert.NotEqual(nonce, Nonce(second));
        Assert.Contains($"nonce=\"{nonce}\"", await first.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        static string Nonce(HttpResponseMessage response) => response.Headers.GetValues("Content-Security-Policy").Single().Split("'nonce-")[1].Split('\'')[0];
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:5080")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost.evil.example")]
    public async Task N78_a_request_for_another_host_is_refused(string host)
    {
        Assert.Equal("400 bad-request", await Server.Stranger().SendAsync(HttpMethod.Get, "/api/me", null, ("Host", host)).OutcomeAsync());
        Assert.Equal("401 unauthenticated", await Server.Stranger().SendAsync(HttpMethod.Get, "/api/me", null, ("Host", "localhost")).OutcomeAsync());
    }

    private async Task<int> OpenAsync(string? cookie, string? origin, string? authorization = null)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        foreach (var (name, value) in new[] { ("Cookie", cookie), ("Origin", origin), ("Authorization", authorization) })
        {
            if (value is not null)
                socket.Options.SetRequestHeader(name, value);
        }

        try
        {
            await socket.ConnectAsync(new Uri(new Uri(Server.Address.AbsoluteUri.Replace("http", "ws")), "/hub"), CancellationToken.None);
        }
        catch (WebSocketException)
        {
        }

        return (int)socket.HttpStatusCode;
    }
}
