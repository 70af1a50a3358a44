using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Collab.Web.Tests.Engine;

/// <summary>Serves wwwroot as the product does, under the same content security policy, with a page that holds the import map alone.</summary>
internal sealed class ModuleServer : IAsyncDisposable
{
    private WebApplication? app;

    public string Address { get; private set; } = "";

    public async Task StartAsync(Action<IServiceCollection>? services = null, Action<WebApplication>? endpoints = null, string url = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);
        builder.Logging.ClearProviders();
        services?.Invoke(builder.Services);
        app = builder.Build();
        app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(Path.Combine(Repository.Web, "wwwroot")) });
        app.UseRouting();
        endpoints?.Invoke(app);
        app.MapGet("/", Page);
        app.MapGet("/rooms/{document}", Page);
        await app.StartAsync();
        Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
    }

    private static IResult Page(HttpContext context)
    {
        context.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self' 'nonce-test'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
        var imports = JsonSerializer.Serialize(new { imports = ModuleMap.Imports });
        return Results.Content($"<!doctype html><title>Engine</title><script type=\"importmap\" nonce=\"test\">{imports}</script><body></body>", "text/html");
    }
}
