using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;

namespace Collab.Client;

/// <summary>A cursor over a document's log that is kept over broken connections.</summary>
internal sealed class DocumentWatch(Wire wire, string document, string path)
{
    private readonly Pauses _pauses = new(wire.Options);

    public async IAsyncEnumerable<Update> RunAsync(Cursor? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            if (after is not { } cursor)
            {
                var snapshot = await wire.GetAsync<Snapshot>(path, cancellation, Timeout.InfiniteTimeSpan);
                after = snapshot.Cursor;
                yield return snapshot;
                continue;
            }

            await using var hub = wire.Hub();
            var held = false;
            await foreach (var item in ListenAsync(hub, cursor, cancellation))
            {
                held = true;
                if (item is not { } batch)
                {
                    after = null;
                    break;
                }

                // What does not follow is never handed on: the cursor is asked for anew.
                if (!batch.Follows(cursor))
                    break;
                after = cursor = batch.Cursor;
                _pauses.Reset();
                yield return batch;
            }

            if (after is null)
                continue;
            if (!held && !await HoldsAsync(cursor, cancellation))
                after = null;
            await Task.Delay(_pauses.Next(), wire.Options.Time, cancellation);
        }
    }

    /// <summary>Batches until the connection ends, in whichever way; null where the server says that the cursor does not hold.</summary>
    private async IAsyncEnumerable<Batch?> ListenAsync(Microsoft.AspNetCore.SignalR.Client.HubConnection hub, Cursor cursor, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var items = StreamAsync(hub, cursor, cancellation).GetAsyncEnumerator(cancellation);
        while (await MovedAsync(items, cancellation))
        {
            if (items.Current.TryGetProperty("resync", out _))
            {
                yield return null;
                yield break;
            }

            yield return items.Current.Deserialize<Batch>(Wire.Json);
        }
    }

    private async IAsyncEnumerable<JsonElement> StreamAsync(Microsoft.AspNetCore.SignalR.Client.HubConnection hub, Cursor cursor, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using (var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation))
        {
            late.CancelAfter(wire.Options.AnswerWithin);
            await hub.StartAsync(late.Token);
        }

        await foreach (var item in hub.StreamAsyncCore<JsonElement>("Watch", [document, cursor.ToString()], cancellation))
            yield return item;
    }

    private static async Task<bool> MovedAsync(IAsyncEnumerator<JsonElement> items, CancellationToken cancellation)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (Exception broken) when (!cancellation.IsCancellationRequested
            && broken is HttpRequestException or IOException or InvalidOperationException or OperationCanceledException or TimeoutException or WebSocketException or HubException)
        {
            return false;
        }
    }

    /// <summary>
    /// Whether there is anything to come back for. A WebSocket that is not opened, and a stream that ends before it began, do not say why; an
    /// ordinary request for the same does, with status and sentence.
    /// </summary>
    /// <returns>False where the cursor does not hold.</returns>
    /// <exception cref="RefusedException">I may not read here.</exception>
    private async Task<bool> HoldsAsync(Cursor cursor, CancellationToken cancellation)
    {
        try
        {
            await wire.GetAsync<Batch>($"{path}/events?after={Uri.EscapeDataString(cursor.ToString())}&limit=1", cancellation, Timeout.InfiniteTimeSpan);
            return true;
        }
        catch (RefusedException refused) when (refused.Code == "resync")
        {
            return false;
        }
    }
}
