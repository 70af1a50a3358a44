using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Collab.Benchmarks;

/// <summary>What SignalR and Kestrel do with nothing behind them: a group broadcast that stores nothing, and bytes from memory.</summary>
internal static class BaselineServer
{
    public static async Task RunAsync(string url)
    {
        await using var app = Build(url);
        await app.RunAsync();
    }

    public static WebApplication Build(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Services.AddSignalR(hub => hub.MaximumParallelInvocationsPerClient = 64);
        var app = builder.Build();
        var page = Array.Empty<byte>();
        app.MapGet("/", () => "ready");
        app.MapPut("/page", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            page = body.ToArray();
        });
        app.MapGet("/page", () => Results.Bytes(page, "application/json"));
        app.MapHub<BaselineHub>("/hub");
        return app;
    }
}
