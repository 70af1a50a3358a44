using System.Globalization;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Server.Api;
using Collab.Server.Presence;
using Collab.Server.Security;

namespace Collab.Server.Feeds;

/// <summary>Events over plain HTTP: a page of them, or live as Server-Sent Events; and presence for those who read so.</summary>
public static class EventEndpoints
{
    /// <summary>Most events of one page.</summary>
    public const int MaxLimit = 1000;

    /// <summary>Most bytes of one page: it is held until it has been read. From 85,000 on the runtime would seldom collect what is held no longer.</summary>
    public const int MaxPageBytes = 80 * 1024;

    public static void MapEventEndpoints(this IEndpointRouteBuilder app)
    {
        app.Door(Right.ReadDocument).MapGet("/api/documents/{document}/events", EventsAsync);
        app.Door(Right.ReadPrivateNote).MapGet("/api/documents/{document}/notebook/events", NotebookAsync);
        app.Door(Right.SeePresence).MapPost("/api/documents/{document}/presence", PresenceAsync).Accepts<PresenceRequest>("application/json").Produces(204);
    }

    private static async Task EventsAsync(string document, HttpContext context, LiveServices live)
    {
        var (feed, caller) = await OpenAsync(document, "read-document", context, live);
        var after = After(context.Request);
        await AtLeast.WaitAsync(context, feed);
        if (IsLive(context.Request))
        {
            await StreamAsync(feed, caller, after, context, live);
            return;
        }

        await feed.EnsureReachedAsync(caller.Person, after, context.RequestAborted);
        var batch = await feed.ReadAsync(caller.Person, after, Limit(context.Request.Query["limit"].FirstOrDefault()), MaxPageBytes, context.RequestAborted);
        await PageAsync(context, batch ?? BatchEncoding.Join(feed.State.Header.Epoch, after.Seq + 1, after.Seq, after.Seq, []));
    }

    private static async Task NotebookAsync(string document, HttpContext context, LiveServices live)
    {
        var (feed, caller) = await OpenAsync(document, "read-private-note", context, live);
        var after = After(context.Request);
        AtLeast.Demand(context, await live.Notebooks.OpenAsync(feed, caller.Person, context.RequestAborted));
        if (IsLive(context.Request))
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
            using var connection = live.Connections.Open(caller, over.Cancel);
            connection.Enter(feed);
            using var stream = new EventStream(context.Response, live.Time);
            var batches = live.Notebooks.WatchAsync(feed, caller.Person, after, over.Token);
            await stream.BeginAsync(over.Token);
            await UntilFirstEndsAsync([stream.SendBatchesAsync(batches, over.Token), stream.KeepAliveAsync(over.Token)], over);
            return;
        }

        var limit = Limit(context.Request.Query["limit"].FirstOrDefault());
        await PageAsync(context, await live.Notebooks.PageAsync(feed, caller.Person, after, limit, context.RequestAborted));
    }

    private static async Task<IResult> PresenceAsync(string document, HttpContext context, LiveServices live)
    {
        var (feed, caller) = await OpenAsync(document, "see-presence", context, live);
        // Where one reads is told several times a second: it is no write, but a call like those of the hub.
        if (live.Rates.Count(caller.Person) is { } tooOften)
            throw tooOften;
        var request = await ApiJson.ReadAsync<PresenceRequest>(context.Request);
        if (request.Typing is { } on)
            await live.Presence.TypingAsync(feed, caller.Person, request.Connection, request.Clause, on);
        else
            await live.Presence.AtAsync(feed, caller.Person, request.Connection, request.Clause, request.Selection?.At(request.Clause));
        return Results.NoContent();
    }

    private static async Task StreamAsync(DocumentFeed feed, Caller caller, Cursor after, HttpContext context, LiveServices live)
    {
        var query = context.Request.Query;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        using var connection = live.Connections.Open(caller, over.Cancel);
        connection.Enter(feed);
        using var stream = new EventStream(context.Response, live.Time);
        var notebookAfter = Cursor.Parse(query["notebookAfter"].FirstOrDefault() is { Length: > 0 } said ? said : "0");
        var batches = feed.WatchAsync(caller.Person, after, over.Token);
        await stream.BeginAsync(over.Token);
        List<Task> parts = [stream.SendBatchesAsync(batches, over.Token), stream.KeepAliveAsync(over.Token)];
        if (IsTrue(query["presence"]) && caller.Covers("see-presence"))
            parts.Add(stream.SendPresenceAsync(live.Presence.WatchAsync(feed, caller.Person, query["connection"].FirstOrDefault(), over.Token), over.Token));
        if (IsTrue(query["notebook"]) && caller.Covers("read-private-note"))
            parts.Add(UntilItFailsAsync(stream.SendNotebookAsync(live.Notebooks.WatchAsync(feed, caller.Person, notebookAfter, over.Token), over.Token), over.Token));
        await UntilFirstEndsAsync(parts, over);
    }

    /// <summary>The notebook's end at a resync of its own is not the stream's end. Any other is: the reader comes again with both cursors, and would not know that this part was over.</summary>
    private static async Task UntilItFailsAsync(Task notebook, CancellationToken over)
    {
        await notebook;
        await Task.Delay(Timeout.Infinite, over);
    }

    /// <summary>Whichever part ends first ends all: the reader went, the rights went, or a snapshot is needed. The next request is told which.</summary>
    private static async Task UntilFirstEndsAsync(IReadOnlyList<Task> parts, CancellationTokenSource over)
    {
        await Task.WhenAny(parts);
        await over.CancelAsync();
        foreach (var part in parts)
            await part.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task<(DocumentFeed Feed, Caller Caller)> OpenAsync(string document, string action, HttpContext context, LiveServices live)
    {
        var caller = context.DemandCaller();
        var feed = await live.Feeds.DemandAsync(document, context.RequestAborted);
        await live.Commands.DemandAsync(feed, caller, action, context.RequestAborted);
        return (feed, caller);
    }

    private static async Task PageAsync(HttpContext context, Batch batch)
    {
        if (batch.IsResync)
            throw new RefusalException("resync", "That cursor is not of this log, or ahead of it. Take a snapshot again, and go on from its seq.");
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "private, no-store";
        context.Response.ContentLength = batch.Utf8.Length;
        await Pieces.WriteAsync(context.Response.BodyWriter, [batch.Utf8], context.RequestAborted);
    }

    private static Cursor After(HttpRequest request) =>
        Cursor.Parse(request.Headers["Last-Event-ID"].FirstOrDefault() ?? request.Query["after"].FirstOrDefault() ?? "0");

    private static int Limit(string? text) => text is null
        ? Batch.MaxEvents
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxLimit
            ? limit
            : throw new RefusalException("bad-request", $"limit is a number from 1 to {MaxLimit}.");

    private static bool IsLive(HttpRequest request) =>
        request.Headers.Accept.Any(accept => accept?.Contains("text/event-stream", StringComparison.OrdinalIgnoreCase) == true);

    private static bool IsTrue(Microsoft.Extensions.Primitives.StringValues value) => value == "true";
}
