using System.Text.Json.Nodes;
using Collab.Domain.Policy;
using Collab.Server.Telemetry;
using Collab.Server.Tests.Security;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Collab.Server.Tests.Telemetry;

/// <summary>Nobody writes a line of their own into the log, nor colours or turns one, whatever they send: as text and as JSON.</summary>
public sealed class LogLinesTests : IAsyncLifetime, IDisposable
{
    private const string Hostile = "Ida\r\n2026-01-01T00:00:00.000Z info: Collab[0] all is well\u001B[2J\u001B[31m\u009B1m\u202Eeman\u2028last\0";

    private readonly FormattedLog _log = new();
    private CollabServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await CollabServer.StartAsync(
            settings: new Dictionary<string, string?> { ["Logging:LogLevel:Default"] = "Trace", ["Logging:LogLevel:Collab"] = "Trace", ["Logging:LogLevel:Microsoft.AspNetCore.SignalR"] = "Trace", ["Collab:Limits:Rates"] = "false" },
            configure: builder => builder.Logging.AddProvider(_log));
        _log.Formatters = [.. _server.Services.GetServices<ConsoleFormatter>().Where(formatter => formatter.Name is LineFormatter.Lines or ConsoleFormatterNames.Json)];
        Assert.Equal(2, _log.Formatters.Count);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _log.Dispose();

    [Fact]
    public void N116_whatever_is_logged_stays_on_one_line()
    {
        var logger = _server.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Test");
#pragma warning disable CA1848, CA2254 // A line as it should not be written.
        logger.LogError(new InvalidOperationException(Hostile), $"Told {Hostile} of {{Name}}", Hostile);
#pragma warning restore CA1848, CA2254
        DemandLines();
        Assert.Contains(_log.Of(ConsoleFormatterNames.Json), line => (string?)JsonNode.Parse(line)!["State"]?["Name"] == Hostile);
        Assert.Contains(_log.Of(LineFormatter.Lines), line => line.Contains(@"Ida\u000D\n2026-01-01T00:00:00.000Z info: Collab[0] all is well\u001B[2J\u001B[31m\u009B1m\u202Eeman\u2028last\u0000 of Ida", StringComparison.Ordinal));
    }

    [Fact]
    public async Task M108_what_people_send_writes_no_line_of_its_own()
    {
        var owner = await _server.JoinAsync(Role.Owner);
        Assert.Equal("422 bad-name", await _server.Stranger().PostAsync("/api/join", new { secret = _server.OwnerSecret, displayName = Hostile }).OutcomeAsync());
        Assert.NotEqual("201", await owner.PostAsync("/api/seminars", new { title = Hostile }).OutcomeAsync());
        Assert.NotEqual("201", await owner.PostAsync("/api/tokens", new { name = Hostile, scopes = new[] { "read" } }).OutcomeAsync());
        Assert.Equal("200", await owner.GetAsync($"/api/documents/{_server.Document}/search?q={Uri.EscapeDataString("well\r\n\u001B[31m")}").OutcomeAsync());
        Assert.Equal("404 not-found", await owner.GetAsync($"/api/documents/{Uri.EscapeDataString("\r\n\u001B[31mforged")}").OutcomeAsync());
        await owner.AnnotateAsync(_server.Document, "A line\nand \u202E another");
        await using var raw = await RawConnection.OpenAsync(_server);
        await raw.SendAsync("GET /api/me HTTP/1.1\r\nHost: localhost\r\nUser-Agent: \u001B[31mforged\u001B[0m\r\nX-Forwarded-For: \u001B[2J\r\n\r\n");
        await raw.ReadAsync();
        await using (var connection = await owner.ConnectAsync())
            await Assert.ThrowsAnyAsync<Exception>(() => connection.InvokeAsync(Hostile, Hostile));
        Assert.True(_log.Of(LineFormatter.Lines).Count > 100);
        // The name of a method that nobody has is logged as it came: it did reach the formatters.
        Assert.Contains(_log.Of(LineFormatter.Lines), line => line.Contains(@"\u001B[31m", StringComparison.Ordinal));
        DemandLines();
    }

    private void DemandLines()
    {
        foreach (var formatter in _log.Formatters)
        {
            Assert.All(_log.Of(formatter.Name), line =>
            {
                Assert.EndsWith("\n", line, StringComparison.Ordinal);
                Assert.DoesNotContain(line[..^1], letter => char.IsControl(letter) || letter is '\u202E' or '\u2028');
                if (formatter.Name == ConsoleFormatterNames.Json)
                    Assert.NotNull(JsonNode.Parse(line));
            });
        }
    }
}
