using System.Net;
using Collab.Domain.Policy;
using Collab.Server.Api;
using Collab.Server.Problems;
using Collab.Server.Telemetry;
using Collab.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Server.Tests.Security;

/// <summary>Nobody holds a connection or a request for longer than the limits say, by being slow.</summary>
public sealed class TimeoutTests
{
    [Fact]
    public async Task Headers_that_drip_are_cut_off()
    {
        await using var server = await StartAsync(("HeaderSeconds", "1"));
        await using var slow = await RawConnection.OpenAsync(server);
        await slow.SendAsync("GET /api/me HTTP/1.1\r\nHost: localhost\r\nX: ");
        var dripping = slow.DripAsync('x');
        Assert.StartsWith("HTTP/1.1 408 ", await slow.ReadToEndAsync(), StringComparison.Ordinal);
        await slow.DisposeAsync();
        await dripping;
    }

    [Fact]
    public async Task A_connection_without_a_request_is_closed()
    {
        await using var server = await StartAsync(("IdleSeconds", "1"));
        await using var idle = await RawConnection.OpenAsync(server);
        await idle.SendAsync("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Assert.EndsWith("live", await idle.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BodyRate", "100000")]
    [InlineData("RequestSeconds", "1")]
    public async Task A_body_that_drips_is_told_that_it_took_too_long_and_nothing_was_done(string limit, string value)
    {
        await using var server = await StartAsync((limit, value));
        await using var slow = await RawConnection.OpenAsync(server);
        await slow.SendAsync("POST /api/join HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{");
        var dripping = slow.DripAsync(' ');
        var answer = await slow.ReadAsync();
        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"timeout\"", answer, StringComparison.Ordinal);
        await slow.DisposeAsync();
        await dripping;
    }

    [Fact]
    public async Task Streams_last_longer_than_requests_may()
    {
        await using var server = await StartAsync(("RequestSeconds", "3"));
        var reader = await server.JoinAsync(Role.Annotator);
        await using var hub = await reader.ConnectAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/documents/{server.Document}/events");
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await reader.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        // The first comes at once, the next every two seconds.
        for (var alive = 0; alive < 3;)
            alive += await lines.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) is ":" ? 1 : 0;
        var note = await reader.AnnotateAsync(server.Document, "still here");
        while (await lines.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) is var line && line?.EndsWith($":{note["seq"]}", StringComparison.Ordinal) != true)
            Assert.NotNull(line);
        Assert.Equal(Microsoft.AspNetCore.SignalR.Client.HubConnectionState.Connected, hub.State);
    }

    [Fact]
    public async Task Exports_and_live_connections_take_as_long_as_they_take_and_uploads_have_their_own_limit()
    {
        await using var server = await StartAsync();
        var endpoints = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToLookup(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/'));
        foreach (var path in new[] { "hub", "api/documents/{document}/export" })
            Assert.All(endpoints[path], endpoint => Assert.NotNull(endpoint.Metadata.GetMetadata<DisableRequestTimeoutAttribute>()));
        foreach (var path in new[] { "api/preview", "api/seminars/{seminar}/documents/preview" })
            Assert.Equal(UploadLimit.Timeout, Assert.Single(endpoints[path]).Metadata.GetMetadata<RequestTimeoutAttribute>()!.PolicyName);
    }

    [Theory]
    [InlineData("GET", "unavailable")]
    [InlineData("POST", "outcome-unknown")]
    public async Task What_takes_too_long_inside_is_unavailable_to_read_and_of_unknown_outcome_to_write(string method, string code)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddRequestTimeouts();
        builder.Services.AddSingleton(new SecurityEvents(null!, null!, TimeProvider.System, NullLogger<SecurityEvents>.Instance));
        await using var app = builder.Build();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseRouting();
        app.UseRequestTimeouts();
        EndpointRouteBuilderExtensions.MapMethods(app, "/slow", ["GET", "POST"], (Microsoft.AspNetCore.Http.HttpContext context) => Task.Delay(Timeout.Infinite, context.RequestAborted)).WithRequestTimeout(TimeSpan.FromMilliseconds(50));
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var request = new HttpRequestMessage(new HttpMethod(method), "/slow");
        using var response = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal($"503 {code}", await response.OutcomeAsync());
        Assert.NotNull(response.Headers.RetryAfter);
    }

    private static Task<CollabServer> StartAsync(params (string Name, string Value)[] limits) =>
        CollabServer.StartAsync(settings: limits.ToDictionary(limit => $"Collab:Limits:{limit.Name}", limit => (string?)limit.Value));
}
