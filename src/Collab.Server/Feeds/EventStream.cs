using System.Text.Json;
using Collab.Server.Commands;
using Collab.Server.Presence;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Collab.Server.Feeds;

/// <summary>One response of Server-Sent Events, into which several streams write.</summary>
public sealed class EventStream(HttpResponse response, TimeProvider time) : IDisposable
{
    /// <summary>How often a line goes out when nothing happens, so that both sides learn of a dead link.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _writing = new(1);

    /// <summary>Sends the headers; from here on errors end the stream.</summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        response.HttpContext.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        await WriteAsync([":\n\n"u8.ToArray()], cancellation);
    }

    /// <summary>The document's events; done at a resync.</summary>
    public async Task SendBatchesAsync(IAsyncEnumerable<Batch> batches, CancellationToken cancellation)
    {
        await foreach (var batch in batches.WithCancellation(cancellation))
            await SendAsync(batch.IsResync ? "resync" : "batch", batch.IsResync ? null : $"{batch.Epoch}:{batch.Last}", batch.Utf8, cancellation);
    }

    public async Task SendNotebookAsync(IAsyncEnumerable<Batch> batches, CancellationToken cancellation)
    {
        // No id: the browser remembers one cursor, and that is the document's.
        await foreach (var batch in batches.WithCancellation(cancellation))
            await SendAsync("notebook", null, batch.Utf8, cancellation);
    }

    public async Task SendPresenceAsync(IAsyncEnumerable<PresenceItem> items, CancellationToken cancellation)
    {
        await foreach (var item in items.WithCancellation(cancellation))
            await SendAsync("presence", null, JsonSerializer.SerializeToUtf8Bytes(item, StrictJson.Options), cancellation);
    }

    public async Task KeepAliveAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(KeepAlive, time, cancellation);
            await WriteAsync([":\n\n"u8.ToArray()], cancellation);
        }
    }

    public void Dispose() => _writing.Dispose();

    private Task SendAsync(string name, string? id, ReadOnlyMemory<byte> json, CancellationToken cancellation)
    {
        var head = System.Text.Encoding.UTF8.GetBytes($"event: {name}\n{(id is null ? "" : $"id: {id}\n")}data: ");
        return WriteAsync([head, json, "\n\n"u8.ToArray()], cancellation);
    }

    private async Task WriteAsync(ReadOnlyMemory<byte>[] parts, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            // Waits while the reader is slow: so are its streams then, and nothing piles up.
            await Pieces.WriteAsync(response.BodyWriter, parts, cancellation);
        }
        finally
        {
            _writing.Release();
        }
    }
}
