using System.Net;
using Collab.Domain.Policy;
using Collab.Server.Security;
using Collab.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Security;

/// <summary>Somebody on the network without a link: docs/decisions/0310 says what they get, and why.</summary>
public sealed class StrangerTests : IAsyncLifetime
{
    private const string Files = "files of the program";

    /// <summary>What answers anything but a refusal.</summary>
    private static readonly string[] Open =
    [
        "GET /", "GET /join", "GET /help", "GET /check", "GET /health/live", "GET /health/ready", "GET /health/serving", "GET /health/startup",
        "OPTIONS /w3c/documents/{document}/annotations/{annotation?}",
    ];

    /// <summary>What looks at the credential that it is sent, gives what a passkey signs where passkeys work, or notes a choice in the browser alone.</summary>
    private static readonly string[] Asking = ["POST /join", "POST /api/join", "POST /api/join/look", "POST /api/sign-in/", "POST /api/sign-in/options", "POST /language"];

    private CollabServer _server = null!;

    private string[] _words = [];

    public async Task InitializeAsync()
    {
        // As a proxy hands on who came from elsewhere: by that alone they are not at this machine.
        _server = await CollabServer.StartAsync(settings: new Dictionary<string, string?>
        {
            ["Collab:Limits:Rates"] = "false",
            ["Collab:TrustedProxies:0"] = "127.0.0.1",
            ["Collab:Hosts:0"] = "room.example",
        });
        var author = await _server.JoinAsync(Role.Annotator, "Wilhelmine Quast");
        await author.AnnotateAsync(_server.Document, "unspeakable");
        var document = await author.ReadAsync($"/api/documents/{_server.Document}");
        _words = ["unspeakable", "Wilhelmine", (string)document["title"]!, (string)document["clauses"]![1]!["text"]!, _server.Seminar, _server.Document];
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_stranger_on_the_network_gets_the_page_to_join_by_and_no_word_of_a_seminar()
    {
        var (answering, asked) = (new List<string>(), 0);
        foreach (var endpoint in _server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                var status = await AskAsync(method, Fill(pattern));
                asked++;
                if (status < 400 && endpoint.Metadata.GetMetadata<Unprotected>()?.Why != Files)
                    answering.Add($"{method} {pattern}");
            }
        }

        Assert.True(asked > 150, $"{asked}");
        Assert.Equal(Open.Order(StringComparer.Ordinal), answering.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_anybody_may_call_is_listed()
    {
        var everyone = from endpoint in _server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                       let open = endpoint.Metadata.GetMetadata<Unprotected>()
                       where open is { SignedIn: false } && open.Why != Files
                       from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
                       select $"{method} /{endpoint.RoutePattern.RawText!.TrimStart('/')}";
        Assert.Equal(
            [.. Open.Concat(Asking).Append("GET /openapi/v1.json").Order(StringComparer.Ordinal)],
            everyone.Where(call => !call.StartsWith("GET /docs", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal).ToList());
    }

    [Theory]
    [InlineData("GET", "/openapi/v1.json", 401)]
    [InlineData("GET", "/docs", 404)]
    [InlineData("GET", "/docs/", 404)]
    [InlineData("GET", "/admin", 404)]
    [InlineData("GET", "/hub", 401)]
    [InlineData("POST", "/hub/negotiate?negotiateVersion=1", 401)]
    [InlineData("POST", "/api/join", 404)]
    [InlineData("GET", "/rooms/nothing", 401)]
    public async Task A_stranger_is_refused(string method, string path, int status) =>
        Assert.Equal(status, await AskAsync(method, path, method == "POST" && path == "/api/join" ? "{\"code\":\"BCDFGH\",\"displayName\":\"Eve\"}" : null));

    [Fact]
    public async Task The_description_of_the_API_is_for_whoever_is_signed_in_wherever_they_are()
    {
        var reader = await _server.JoinAsync(Role.Reader);
        using var described = await reader.SendAsync(HttpMethod.Get, "/openapi/v1.json", null, ("X-Forwarded-For", "203.0.113.7"), ("Host", "room.example"));
        Assert.Equal(HttpStatusCode.OK, described.StatusCode);
    }

    [Fact]
    public async Task Whether_there_is_such_a_seminar_or_text_is_not_said()
    {
        foreach (var (there, nowhere) in new[]
        {
            ($"/rooms/{_server.Document}", "/rooms/00000000000000000000000000"),
            ($"/api/documents/{_server.Document}", "/api/documents/00000000000000000000000000"),
            ($"/api/seminars/{_server.Seminar}/members", "/api/seminars/00000000000000000000000000/members"),
        })
            Assert.Equal(await AskAsync("GET", nowhere), await AskAsync("GET", there));
    }

    private string Fill(string pattern) => System.Text.RegularExpressions.Regex.Replace(
        pattern.Replace("{document}", _server.Document).Replace("{seminar}", _server.Seminar).Replace("{number}", "1"), "{[^}]+}", "x");

    /// <summary>The status of an answer in which no word of a seminar stands.</summary>
    private async Task<int> AskAsync(string method, string path, string? body = null)
    {
        foreach (var accept in new[] { "text/html", "application/json" })
        {
            using var response = await SendAsync(method, path, body, accept);
            var shown = response.Headers.ToString() + response.Content.Headers + await response.Content.ReadAsStringAsync();
            // The way to join by leads back to the address that was asked for, which is all that is said of it.
            Assert.All(_words.Where(word => !path.Contains(word, StringComparison.Ordinal)), word => Assert.False(shown.Contains(word, StringComparison.Ordinal), $"{method} {path} says “{word}”."));
            var leadsToJoin = response.StatusCode == HttpStatusCode.Found && response.Headers.Location!.ToString().StartsWith("/join", StringComparison.Ordinal);
            if (accept == "application/json" || ((int)response.StatusCode < 400 && !leadsToJoin))
                return (int)response.StatusCode;
        }

        throw new InvalidOperationException("The last of the two is answered above.");
    }

    private Task<HttpResponseMessage> SendAsync(string method, string path, string? body, string accept) => _server.Stranger().SendAsync(
        new HttpMethod(method), path, HttpMethod.Get.Method == method ? null : body ?? "{}", ("X-Forwarded-For", "203.0.113.7"), ("Host", "room.example"), ("Accept", accept));
}
