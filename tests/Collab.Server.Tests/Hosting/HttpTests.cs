using System.Net;
using System.Net.Sockets;
using System.Text;
using Collab.Domain.Policy;
using Collab.Server.Hosting;
using Collab.Server.Limits;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Collab.Server.Tests.Hosting;

[Collection(ServerCollection.Name)]
public sealed class HttpTests(ServerFixture fixture)
{
    private CollabServer Server => fixture.Server;

    [Theory]
    [InlineData("PUT", "/api/me", "GET")]
    [InlineData("BREW", "/api/me", "GET")]
    [InlineData("TRACE", "/api/me", "GET")]
    [InlineData("TRACE", "/", "GET")]
    [InlineData("TRACE", "/no/such/thing", "GET")]
    [InlineData("DELETE", "/api/join", "POST")]
    [InlineData("POST", "/hub", "GET")]
    [InlineData("PUT", "/hub", "GET")]
    [InlineData("PATCH", "/hub", "GET")]
    [InlineData("TRACE", "/hub", "GET")]
    [InlineData("GET", "/hub/negotiate", "POST")]
    [InlineData("TRACE", "/hub/negotiate", "POST")]
    public async Task N73_a_method_that_is_not_taken_is_told_which_are(string method, string path, string allowed)
    {
        foreach (var caller in new[] { Server.Stranger(), await Server.JoinAsync(Role.Owner) })
        {
            using var response = await caller.SendAsync(new HttpMethod(method), path, null, ("Accept", "application/json"));
            Assert.Equal("405 method-not-allowed", await response.OutcomeAsync());
            Assert.Contains(allowed, response.Content.Headers.Allow);
            Assert.Equal(response.Content.Headers.Allow.Contains("GET"), response.Content.Headers.Allow.Contains("HEAD"));
        }
    }

    [Theory]
    [InlineData("/nothing", "text/html", "text/html")]
    [InlineData("/nothing", "text/html,application/xhtml+xml,*/*;q=0.8", "text/html")]
    [InlineData("/nothing", "*/*", "application/problem+json")]
    [InlineData("/nothing", null, "application/problem+json")]
    [InlineData("/nothing", "application/json", "application/problem+json")]
    [InlineData("/rooms/nothing", "*/*", "application/problem+json")]
    [InlineData("/api/nothing", "text/html", "application/problem+json")]
    [InlineData("/hub/nothing", "text/html", "application/problem+json")]
    [InlineData("/openapi/nothing.json", "text/html", "application/problem+json")]
    [InlineData("/openapi/nothing.json", null, "application/problem+json")]
    [InlineData("/css/nothing.css", null, "application/problem+json")]
    public async Task N74_an_unknown_path_is_a_problem_for_programs_and_a_page_for_people(string path, string? accept, string type)
    {
        using var response = await (await Server.JoinAsync(Role.Owner)).SendAsync(HttpMethod.Get, path, null, ("Accept", accept));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        if (type == "text/html")
            return;
        var problem = System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        foreach (var field in new[] { "type", "title", "status", "detail", "code", "traceId" })
            Assert.NotNull(problem[field]);
        Assert.Equal("not-found", (string)problem["code"]!);
    }

    [Theory]
    [InlineData("/..%2f..%2fetc/passwd")]
    [InlineData("/css/..%2f..%2fcollab.db")]
    [InlineData("/css/../../collab.db")]
    [InlineData("/api/documents/..%2f..%2fx")]
    [InlineData("/api/documents/%00")]
    [InlineData("/api/documents/%c0%af")]
    [InlineData("//evil.example/x")]
    public async Task N75_no_path_leads_out(string path)
    {
        var owner = await Server.JoinAsync(Role.Owner);
        foreach (var cookie in new[] { "", $"Cookie: {owner.Cookie}\r\n" })
        {
            var answer = await RawAsync($"GET {path} HTTP/1.1\r\nHost: localhost\r\n{cookie}Accept: application/json\r\nConnection: close\r\n\r\n");
            Assert.Matches(cookie.Length > 0 ? "^HTTP/1.1 (400|404) " : "^HTTP/1.1 (400|401|404) ", answer);
            Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("SQLite", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task N76_headers_past_32_KB_are_refused() =>
        Assert.StartsWith("HTTP/1.1 431 ", await RawAsync($"GET /api/me HTTP/1.1\r\nHost: localhost\r\nX: {new string('x', 40_000)}\r\n\r\n"), StringComparison.Ordinal);

    [Fact]
    public async Task N77_two_lengths_are_refused_and_the_connection_is_closed()
    {
        const string Body = "{\"secret\":\"x\"}";
        Assert.Matches("^HTTP/1.1 404 ", await JoinAsync(""));
        foreach (var length in new[] { Body.Length, 4, 0, 500 })
        {
            var answer = await JoinAsync($"Content-Length: {length}\r\n");
            Assert.Matches("^HTTP/1.1 400 ", answer);
            Assert.Contains("Connection: close", answer, StringComparison.OrdinalIgnoreCase);
        }

        Task<string> JoinAsync(string headers) => RawAsync(
            $"POST /api/join HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{headers}Transfer-Encoding: chunked\r\n\r\n{Body.Length:x}\r\n{Body}\r\n0\r\n\r\n");
    }

    [Fact]
    public async Task N115_what_goes_wrong_inside_is_not_shown()
    {
        var limits = new BrokenLimits();
        await using var server = await CollabServer.StartAsync(mayFail: true, configure: builder => builder.Services
            .AddSingleton<PublicAddress>(_ => throw BrokenLimits.Error).AddSingleton<IOptions<LimitsOptions>>(limits));
        var owner = await server.JoinAsync(Role.Owner);
        using var api = await owner.PostAsync("/api/me/link");
        Assert.Equal("500 internal", await api.OutcomeAsync());
        using var page = await owner.SendAsync(HttpMethod.Get, $"/rooms/{server.Document}/manage", null, ("Accept", "text/html"));
        Assert.Equal(500, (int)page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        await using var hub = await owner.ConnectAsync();
        limits.Broken = true;
        var call = await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync("At", server.Document, null, null));
        Assert.Contains("internal: ", call.Message, StringComparison.Ordinal);
        foreach (var shown in new[] { await api.Content.ReadAsStringAsync(), await page.Content.ReadAsStringAsync(), call.Message })
        {
            Assert.DoesNotContain("SELECT", shown, StringComparison.Ordinal);
            Assert.DoesNotContain("/srv", shown, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", shown, StringComparison.Ordinal);
            Assert.DoesNotContain("InvalidOperation", shown, StringComparison.Ordinal);
            // What the operator finds it by.
            Assert.Matches("[0-9a-f]{32}|0H[0-9A-Z]{11}:", shown);
        }

        Assert.Contains("SELECT secret", server.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HEAD_is_GET_without_the_body()
    {
        using var response = await Server.Stranger().SendAsync(HttpMethod.Head, "/join", null);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Health_is_told_to_anybody_in_one_word()
    {
        Assert.Equal("live", await Server.Stranger().Http.GetStringAsync("/health/live"));
        Assert.Equal("ready", await Server.Stranger().Http.GetStringAsync("/health/ready"));
        Assert.Equal("started", await Server.Stranger().Http.GetStringAsync("/health/startup"));
        Assert.Equal("serving", await Server.Stranger().Http.GetStringAsync("/health/serving"));
    }

    [Fact]
    public async Task The_API_describes_itself()
    {
        var description = await (await Server.OutsiderAsync()).ReadAsync("/openapi/v1.json");
        var paths = description["paths"]!.AsObject();
        foreach (var path in new[] { "/api/me", "/api/join", "/api/documents/{document}", "/api/documents/{document}/annotations/{annotation}/pin", "/api/tokens" })
            Assert.True(paths.ContainsKey(path), path);
        Assert.DoesNotContain(paths, path => path.Key.StartsWith("/admin", StringComparison.Ordinal));
    }

    private async Task<string> RawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Server.Address.Host, Server.Address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        var buffer = new byte[64 * 1024];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var read = await stream.ReadAsync(buffer, limit.Token);
        return Encoding.UTF8.GetString(buffer, 0, read);
    }

    /// <summary>Asked at every call of the hub.</summary>
    private sealed class BrokenLimits : IOptions<LimitsOptions>
    {
        private readonly LimitsOptions _limits = new();

        public static Exception Error => new InvalidOperationException("SELECT secret FROM /srv/data");

        public bool Broken { get; set; }

        public LimitsOptions Value => Broken ? throw Error : _limits;
    }
}
