using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Collab.Server.Tests.Webhooks;

/// <summary>Somebody else's program that is told, on this machine.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    /// <summary>What it answers.</summary>
    public int Status { get; set; } = 204;

    public string Url => $"{_app.Urls.Single()}/hook";

    /// <summary>What arrived, in order; refused ones too. A trial has no seqs.</summary>
    public ConcurrentQueue<(string Id, long First, long Last, string Body)> Arrived { get; } = [];

    /// <summary>As it was shown.</summary>
    public string Secret { get; set; } = "";

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new Receiver(builder.Build());
        receiver._app.Run(receiver.ReceiveAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var (body, headers) = (await reader.ReadToEndAsync(), context.Request.Headers);
        var signed = HMACSHA256.HashData(Convert.FromBase64String(Secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{headers["webhook-id"]}.{headers["webhook-timestamp"]}.{body}"));
        if (headers["webhook-signature"] != $"v1,{Convert.ToBase64String(signed)}" || context.Request.Path != "/hook")
        {
            context.Response.StatusCode = 401;
            return;
        }

        var data = JsonNode.Parse(body)!["data"]!;
        Arrived.Enqueue((headers["webhook-id"].ToString(), (long?)data["first"] ?? 0, (long?)data["last"] ?? 0, body));
        context.Response.StatusCode = Status;
        context.Response.Headers.Location = "/elsewhere";
    }
}
