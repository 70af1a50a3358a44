using System.Net;
using System.Net.Sockets;
using System.Text;
using Collab.Domain.Policy;
using Collab.Testing;

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
    public async Task N73_a_method_that_is_not_taken_is_told_which_are(string method, string path, string allowed)
    {
        using var response = await Server.Stranger().SendAsync(new HttpMethod(method), path, null, ("Accept", "application/json"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Contains(allowed, response.Content.Headers.Allow);
    }

    [Fact]
    public async Task N74_an_unknown_path_is_a_problem_for_programs_and_a_page_for_people()
    {
        using var api = await Server.Stranger().SendAsync(HttpMethod.Get, "/api/nothing", null, ("Accept", "text/html"));
        Assert.Equal("application/problem+json", api.Content.Headers.ContentType!.MediaType);
        var problem = System.Text.Json.Nodes.JsonNode.Parse(await api.Content.ReadAsStringAsync())!;
        foreach (var field in new[] { "type", "title", "status", "detail", "code", "traceId" })
            Assert.NotNull(problem[field]);
        using var page = await Server.Stranger().SendAsync(HttpMethod.Get, "/nothing", null, ("Accept", "text/html"));
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("/..%2f..%2fetc/passwd")]
    [InlineData("/css/..%2f..%2fcollab.db")]
    [InlineData("/api/documents/..%2f..%2fx")]
    [InlineData("/api/documents/%00")]
    [InlineData("/api/documents/%c0%af")]
    [InlineData("//evil.example/x")]
    public async Task N75_no_path_leads_out(string path)
    {
        var answer = await RawAsync($"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nConnection: close\r\n\r\n");
        Assert.Matches("^HTTP/1.1 (400|401|404) ", answer);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task N76_headers_past_32_KB_are_refused() =>
        Assert.StartsWith("HTTP/1.1 431 ", await RawAsync($"GET /api/me HTTP/1.1\r\nHost: localhost\r\nX: {new string('x', 40_000)}\r\n\r\n"), StringComparison.Ordinal);

    [Fact]
    public async Task N77_two_lengths_are_refused() => Assert.StartsWith(
        "HTTP/1.1 400 ",
        await RawAsync("POST /api/join HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n"),
        StringComparison.Ordinal);

    [Fact]
    public async Task N115_what_goes_wrong_inside_is_not_shown()
    {
        await using var server = await CollabServer.StartAsync(configure: builder =>
            Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<Collab.Server.Hosting.PublicAddress>(builder.Services, _ => throw new InvalidOperationException("SELECT secret FROM /srv/data")));
        var reader = await server.JoinAsync(Role.Reader);
        using var response = await reader.PostAsync("/api/me/link");
        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(500, (int)response.StatusCode);
        Assert.DoesNotContain("SELECT", text, StringComparison.Ordinal);
        Assert.DoesNotContain(" at ", text, StringComparison.Ordinal);
        Assert.Contains("traceId", text, StringComparison.Ordinal);
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
    }

    [Fact]
    public async Task The_API_describes_itself()
    {
        var description = await Server.Stranger().ReadAsync("/openapi/v1.json");
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
}
