using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Web.Tests.Engine;

/// <summary>As much of the server as the connection needs: one document whose events are notes, over the hub and over HTTP, with faults to switch on.</summary>
internal sealed class FakeRoom
{
    private readonly Lock gate = new();
    private readonly List<JsonObject> events = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Epoch { get; set; } = "epoch";

    /// <summary>True: no WebSocket opens, as behind some proxies.</summary>
    public bool RefuseHub { get; set; }

    /// <summary>True: server-sent events open and then hold everything back.</summary>
    public bool StuckEvents { get; set; }

    public int? Status { get; set; }

    public ConcurrentQueue<string> Commands { get; } = new();

    public int Snapshots { get; private set; }

    public int Head
    {
        get
        {
            lock (gate)
                return events.Count;
        }
    }

    public int Add(string actor = "other", string? command = null)
    {
        lock (gate)
        {
            var seq = events.Count + 1;
            events.Add(new JsonObject
            {
                ["seq"] = seq,
                ["at"] = "2026-11-23T09:00:00.000Z",
                ["kind"] = "AnnotationAdded",
                ["actor"] = new JsonObject { ["id"] = actor, ["name"] = actor },
                ["clause"] = "c",
                ["annotation"] = $"c.{seq}",
                ["command"] = command,
                ["data"] = new JsonObject { ["number"] = seq, ["targets"] = new JsonArray(new JsonObject { ["clause"] = "c", ["revision"] = 1 }), ["motivation"] = "commenting", ["body"] = new JsonObject { ["text"] = $"note {seq}", ["format"] = "markdown" }, ["tags"] = new JsonArray() },
                ["hash"] = $"h{seq}",
            });
            changed.SetResult();
            changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return seq;
        }
    }

    public void ConfigureServices(IServiceCollection services)
    {
        services.AddSingleton(this);
        services.AddSignalR(options => options.KeepAliveInterval = TimeSpan.FromMilliseconds(500));
    }

    public void Map(WebApplication app)
    {
        app.Use(async (context, next) =>
        {
            var api = context.Request.Path.StartsWithSegments("/api");
            if (Status is { } status && (api || context.Request.Path == "/hub"))
                context.Response.StatusCode = status;
            else if (RefuseHub && context.Request.Path == "/hub")
                context.Response.StatusCode = 400;
            else
                await next();
        });
        app.MapHub<FakeHub>("/hub");
        app.MapGet("/api/documents/{d}", () => Results.Text(Snapshot().ToJsonString(), "application/json"));
        app.MapGet("/api/documents/{d}/notebook", () => Results.Json(new { epoch = "mine", seq = 0, annotations = Array.Empty<object>() }));
        app.MapPost("/api/documents/{d}/presence", () => Results.NoContent());
        app.MapPost("/api/documents/{d}/annotations", (JsonObject body) => Results.Text(Annotate(body, "http").ToJsonString(), "application/json", statusCode: 201));
        app.MapGet("/api/documents/{d}/events", EventsAsync);
    }

    public JsonObject Annotate(JsonObject body, string via)
    {
        var command = (string)body["commandId"]!;
        Commands.Enqueue($"{via} {command}");
        var seq = Add("me", command);
        return new JsonObject { ["id"] = $"c.{seq}", ["number"] = seq, ["seq"] = seq };
    }

    public JsonNode Batch(int after, int most = 64)
    {
        lock (gate)
        {
            var taken = events.Skip(after).Take(most).Select(e => e.DeepClone()).ToArray();
            return new JsonObject { ["epoch"] = Epoch, ["first"] = after + 1, ["last"] = after + taken.Length, ["head"] = events.Count, ["events"] = new JsonArray(taken) };
        }
    }

    public async IAsyncEnumerable<JsonNode> FollowAsync(string cursor, [EnumeratorCancellation] CancellationToken stop)
    {
        var parts = cursor.Split(':');
        var after = int.Parse(parts[^1]);
        if ((parts.Length > 1 && parts[0] != Epoch) || after > Head)
        {
            yield return new JsonObject { ["resync"] = true };
            yield break;
        }

        while (!stop.IsCancellationRequested)
        {
            Task more;
            lock (gate)
                more = changed.Task;
            while (after < Head)
            {
                var batch = Batch(after);
                after = (int)batch["last"]!;
                yield return batch;
            }

            await more.WaitAsync(stop);
        }
    }

    private JsonObject Snapshot()
    {
        lock (gate)
        {
            Snapshots++;
            return new JsonObject
            {
                ["id"] = "doc",
                ["seminar"] = "s",
                ["title"] = "T",
                ["metadata"] = new JsonObject(),
                ["epoch"] = Epoch,
                ["seq"] = events.Count,
                ["hash"] = $"h{events.Count}",
                ["revision"] = 1,
                ["state"] = "open",
                ["clauses"] = new JsonArray(new JsonObject { ["id"] = "c", ["kind"] = "point", ["label"] = "1", ["level"] = 0, ["text"] = "Some text of the point.", ["locked"] = false }),
                ["annotations"] = new JsonArray([.. events.Select(e => new JsonObject
                {
                    ["id"] = (string)e["annotation"]!, ["number"] = (int)e["seq"]!, ["seq"] = (int)e["seq"]!, ["clause"] = "c", ["creator"] = e["actor"]!.DeepClone(), ["created"] = (string)e["at"]!, ["version"] = 1, ["state"] = "shown",
                    ["targets"] = e["data"]!["targets"]!.DeepClone(), ["motivation"] = "commenting", ["body"] = e["data"]!["body"]!.DeepClone(), ["tags"] = new JsonArray(), ["reactions"] = new JsonArray(),
                })]),
                ["pins"] = new JsonArray(),
                ["members"] = new JsonArray(new JsonObject { ["id"] = "me", ["name"] = "Me", ["role"] = "annotator" }),
            };
        }
    }

    private async Task EventsAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var cursor = query["after"].ToString();
        if (!context.Request.Headers.Accept.ToString().Contains("text/event-stream"))
        {
            var parts = cursor.Split(':');
            JsonNode answer = parts.Length > 1 && parts[0] != Epoch ? new JsonObject { ["resync"] = true } : Batch(int.Parse(parts[^1]));
            await context.Response.WriteAsJsonAsync(answer);
            return;
        }

        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync(": hello\n\n");
        await context.Response.Body.FlushAsync();
        try
        {
            if (StuckEvents)
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            await foreach (var item in FollowAsync(cursor, context.RequestAborted))
            {
                var name = item["resync"] is null ? "batch" : "resync";
                await context.Response.WriteAsync($"event: {name}\ndata: {item.ToJsonString()}\n\n", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The reader left.
        }
    }
}
