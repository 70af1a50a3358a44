using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Collab.Server.Tests.Telemetry;

/// <summary>An OTLP collector on loopback that keeps what it is sent. Texts stand in protobuf as they are, in UTF-8.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<byte[]>> _received = new();

    private Collector(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var collector = new Collector(builder.Build());
        collector._app.Run(collector.KeepAsync);
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>Everything that came to a path, as text.</summary>
    public string Received(string path) =>
        string.Join('\n', _received.GetValueOrDefault(path, []).Select(bytes => Encoding.Latin1.GetString(bytes)));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task KeepAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _received.GetOrAdd(context.Request.Path.Value!, _ => []).Enqueue(body.ToArray());
    }
}
