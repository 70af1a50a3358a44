using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Server.Tests.Hosting;

/// <summary>Requests that a proxy may read otherwise than we do, and headers that say what the sender is not.</summary>
[Collection(ServerCollection.Name)]
public sealed class RequestTricksTests(ServerFixture fixture)
{
    private CollabServer Server => fixture.Server;

    [Theory]
    [InlineData("localhost", "evil.example")]
    [InlineData("evil.example", "localhost")]
    [InlineData("localhost", "localhost")]
    public async Task M89_two_hosts_are_refused(string first, string second) =>
        Assert.StartsWith("HTTP/1.1 400 ", await RawAsync($"GET /api/me HTTP/1.1\r\nHost: {first}\r\nHost: {second}\r\n\r\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("http://evil.example/api/me", "localhost")]
    [InlineData("http://evil.example/api/me", "evil.example")]
    [InlineData("http://localhost@evil.example/api/me", "localhost")]
    public async Task M90_an_address_of_another_host_is_refused(string target, string host) =>
        Assert.StartsWith("HTTP/1.1 400 ", await RawAsync($"GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("X-HTTP-Method-Override")]
    [InlineData("X-HTTP-Method")]
    [InlineData("X-Method-Override")]
    public async Task M91_no_header_changes_the_method(string header)
    {
        var owner = await Server.JoinAsync(Role.Owner);
        Assert.Equal("200", await owner.SendAsync(HttpMethod.Get, "/api/me", null, (header, "DELETE")).OutcomeAsync());
        Assert.Equal("405 method-not-allowed", await owner.SendAsync(HttpMethod.Post, "/api/me", new { }, (header, "PATCH")).OutcomeAsync());
    }

    [Theory]
    [InlineData("X-Original-URL")]
    [InlineData("X-Rewrite-URL")]
    [InlineData("X-Forwarded-Prefix")]
    [InlineData("X-Original-Method")]
    public async Task M92_no_header_changes_the_address(string header)
    {
        Assert.Equal("401 unauthenticated", await Server.Stranger().SendAsync(HttpMethod.Get, "/api/me", null, (header, "/health/live")).OutcomeAsync());
        using var live = await Server.Stranger().SendAsync(HttpMethod.Get, "/health/live", null, (header, "/api/me"));
        Assert.Equal("live", await live.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task M93_no_header_changes_the_host_or_the_scheme_not_even_from_a_trusted_proxy(bool trusted)
    {
        await using var server = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { ["Collab:TrustedProxies:0"] = trusted ? "127.0.0.1" : "192.0.2.1" });
        var owner = await server.JoinAsync(Role.Owner);
        foreach (var header in new[] { "X-Forwarded-Host", "X-Host", "X-Forwarded-Server", "Forwarded" })
        {
            using var made = await owner.SendAsync(HttpMethod.Post, "/api/me/link", null, (header, header == "Forwarded" ? "host=evil.example;proto=https" : "evil.example"), ("X-Forwarded-Proto", "https"));
            Assert.StartsWith(server.Address.ToString(), (string)(await made.JsonAsync())["url"]!, StringComparison.Ordinal);
            Assert.Equal("403 bad-origin", await owner.SendAsync(HttpMethod.Patch, "/api/me", new { displayName = "Eve" }, (header, "evil.example"), ("Origin", "https://evil.example")).OutcomeAsync());
        }
    }

    [Fact]
    public async Task M94_what_Forwarded_says_is_not_believed_even_from_a_trusted_proxy()
    {
        await using var server = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { ["Collab:TrustedProxies:0"] = "127.0.0.1" });
        Assert.Equal("200", await server.Stranger().GetAsync("/openapi/v1.json").OutcomeAsync());
        foreach (var claimed in new[] { "for=127.0.0.1", "for=\"[::1]\"", "for=unknown", "by=127.0.0.1" })
        {
            Assert.Equal("401 unauthenticated", await server.Stranger().SendAsync(HttpMethod.Get, "/openapi/v1.json", null, ("Forwarded", claimed)).OutcomeAsync());
            Assert.Equal("401 unauthenticated", await server.Stranger().SendAsync(HttpMethod.Get, "/openapi/v1.json", null, ("X-Forwarded-For", "203.0.113.7"), ("Forwarded", claimed)).OutcomeAsync());
        }

        Assert.Equal("401 unauthenticated", await server.Stranger().SendAsync(HttpMethod.Get, "/openapi/v1.json", null, ("X-Forwarded-For", "127.0.0.1, 203.0.113.7")).OutcomeAsync());
    }

    [Theory]
    [InlineData("/api/documents/{document}/events?after=0&after=1")]
    [InlineData("/api/documents/{document}?at=1&at=2")]
    [InlineData("/api/documents/{document}/export?format=json&format=html")]
    [InlineData("/api/documents/{document}/search?q=a&q=b")]
    [InlineData("/api/me?as=x&as=y")]
    [InlineData("/rooms/{document}/reading?x=1&x=2")]
    public async Task M97_the_same_key_twice_is_refused_where_one_value_is_meant(string path) =>
        Assert.Equal("400 bad-request", await (await Server.JoinAsync(Role.Owner)).GetAsync(path.Replace("{document}", Server.Document)).OutcomeAsync());

    [Theory]
    [InlineData("application/json; charset=utf-8", "200")]
    [InlineData("application/json; charset=\"UTF-8\"", "200")]
    [InlineData("application/json", "200")]
    [InlineData("application/json; charset=utf-8; charset=utf-7", "415 unsupported-media-type")]
    [InlineData("application/json; charset=utf-8; charset=utf-8", "415 unsupported-media-type")]
    [InlineData("application/json; charset=utf-16", "415 unsupported-media-type")]
    [InlineData("application/json, text/plain", "415 unsupported-media-type")]
    [InlineData("text/plain; x=application/json", "415 unsupported-media-type")]
    public async Task M98_a_body_has_one_charset(string type, string outcome)
    {
        var reader = await Server.JoinAsync(Role.Reader);
        using var request = new HttpRequestMessage(HttpMethod.Patch, "/api/me") { Content = new ByteArrayContent("{\"displayName\":\"Rosa Lind\"}"u8.ToArray()) };
        Assert.True(request.Content.Headers.TryAddWithoutValidation("Content-Type", type));
        Assert.Equal(outcome, await reader.Http.SendAsync(request).OutcomeAsync());
    }

    [Fact]
    public async Task M99_what_comes_after_a_body_is_no_header()
    {
        var owner = await Server.JoinAsync(Role.Owner);
        const string Body = "{\"displayName\":\"Eve\"}";
        foreach (var trailer in new[] { $"Cookie: {owner.Cookie}", "Host: evil.example", "Content-Length: 500" })
        {
            var answer = await RawAsync($"PATCH /api/me HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nTrailer: Cookie\r\n\r\n{Body.Length:x}\r\n{Body}\r\n0\r\n{trailer}\r\n\r\n");
            Assert.Matches("^HTTP/1.1 40[01] ", answer);
        }
    }

    [Fact]
    public async Task M100_over_HTTP_2_the_refusals_are_the_same()
    {
        await using var server = await CollabServer.StartAsync(urls: "https://127.0.0.1:0");
        var reader = await server.JoinAsync(Role.Reader);
        foreach (var (method, path, headers) in new (string, string, (string, string)[])[]
        {
            ("GET", "/api/me", [("Host", "evil.example")]),
            ("GET", "/api/nothing", []),
            ("GET", $"/api/documents/{Secret}", []),
            ("PUT", "/api/me", []),
            ("GET", "/api/me?access_token=x", []),
            ("PATCH", "/api/me", [("Origin", "https://evil.example")]),
            ("PATCH", "/api/me", [("Sec-Fetch-Site", "cross-site")]),
            ("GET", "/api/me", [("Authorization", "Bearer x")]),
            ("GET", "/admin/info", []),
            ("POST", $"/api/seminars/{server.Seminar}/invites", []),
        })
        {
            var outcomes = new List<string>();
            foreach (var version in new[] { HttpVersion.Version11, HttpVersion.Version20 })
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), path) { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
                foreach (var (name, value) in headers)
                    request.Headers.TryAddWithoutValidation(name, value);
                using var response = await reader.Http.SendAsync(request);
                Assert.Equal(version, response.Version);
                outcomes.Add(await response.OutcomeAsync());
            }

            Assert.StartsWith("4", outcomes[0], StringComparison.Ordinal);
            Assert.Equal(outcomes[0], outcomes[1]);
        }
    }

    private const string Secret = "00000000000000000000000000";

    private async Task<string> RawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Server.Address.Host, Server.Address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        var buffer = new byte[64 * 1024];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        return Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer, limit.Token));
    }
}
