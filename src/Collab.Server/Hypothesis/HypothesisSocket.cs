using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using Collab.Domain;
using Collab.Domain.Views;
using Collab.Formats.Export;
using Collab.Formats.Hypothesis;
using Collab.Formats.Import.Notes;
using Collab.Server.Api;
using Collab.Server.Feeds;
using Collab.Server.Hubs;
using Collab.Server.Security;

namespace Collab.Server.Hypothesis;

/// <summary>One window of Hypothesis' client. It says what it is called and what it asks for; from then on it is told what it has missed, and what happens.</summary>
/// <param name="since">Where the document stood when its page was made.</param>
internal sealed class HypothesisSocket(WebSocket web, DocumentFeed feed, Caller caller, HypothesisAddress address, Cursor since, IGrainFactory grains, ClientCursors cursors, CallRates rates) : IDisposable
{
    private const int MaxMessage = 64 * 1024, PageSize = 500, NotesAtOnce = 50;

    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _writing = new(1);
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _hearing = Task.CompletedTask;
    private ClientMark? _window;
    private SocketFilter? _filter;

    /// <summary>Until the client closes.</summary>
    /// <exception cref="OperationCanceledException">It was not the client that ended it.</exception>
    /// <exception cref="RefusalException">It may not read the document any more, or not take it away, or that cannot be told.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var hold = feed.Hold();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        // To cancel a receive would break the connection, over which the reason is still to be said.
        _hearing = HearAsync(over.Token);
        var telling = TellAsync(over.Token);
        var first = await Task.WhenAny(_hearing, telling);
        await over.CancelAsync();
        await telling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_window is { } window)
            cursors.Left(caller.Person, feed.Document, window);
        if (first == telling)
            await telling;
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Says goodbye, as far as somebody is there, and waits a moment for theirs.</summary>
    public async Task CloseAsync(WebSocketCloseStatus status)
    {
        using var patience = new CancellationTokenSource(Goodbye);
        try
        {
            if (web.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await web.CloseOutputAsync(status, null, patience.Token);
            await _hearing.WaitAsync(patience.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or RefusalException)
        {
            web.Abort();
        }

        await _hearing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _writing.Dispose();

    private async Task HearAsync(CancellationToken cancellation)
    {
        var buffer = new byte[MaxMessage];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await web.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                length += part.Count;
                if (part.MessageType == WebSocketMessageType.Close || (length == buffer.Length && !part.EndOfMessage))
                    return;
            }
            while (!part.EndOfMessage);
            // Counted as the hub's calls are. What is too often is heard later, and nothing more of the window is read until then, or until all is over: its goodbye is still to be heard.
            while (!cancellation.IsCancellationRequested && rates.Count(caller.Person) is not null)
                await Task.Delay(HubRefusals.Pause, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!cancellation.IsCancellationRequested)
                await UnderstandAsync(buffer.AsMemory(0, length), cancellation);
        }
    }

    /// <summary>What it does not know it leaves alone: so does the client.</summary>
    private async Task UnderstandAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        try
        {
            using var said = JsonDocument.Parse(message);
            await UnderstandAsync(said.RootElement, cancellation);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException || (e is OperationCanceledException && cancellation.IsCancellationRequested))
        {
            // No JSON, or half of a character in it; or all is over, and it is answered no more.
        }
    }

    private async Task UnderstandAsync(JsonElement said, CancellationToken cancellation)
    {
        if (said.Text("messageType") == "client_id" && said.Text("value") is { } window)
        {
            _window ??= ClientMark.Of(window);
        }
        else if (said.Text("type") == "whoami")
        {
            await SendAsync(answer => WriteIdentity(answer, said), cancellation);
        }
        else if (said.Get("filter") is { } filter && SocketFilter.Read(filter) is { } asked)
        {
            Volatile.Write(ref _filter, asked);
            _asked.TrySetResult();
        }
    }

    private void WriteIdentity(Utf8JsonWriter json, JsonElement question)
    {
        json.WriteStartObject();
        json.WriteString("type", "whoyouare");
        json.WriteString("userid", $"acct:{feed.View.Demand(caller.Person).Id}@{address.Authority}");
        json.WriteBoolean("ok", true);
        if (question.TryGetProperty("id", out var id))
        {
            json.WritePropertyName("reply_to");
            id.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private async Task TellAsync(CancellationToken cancellation)
    {
        await _asked.Task.WaitAsync(cancellation);
        var cursor = _window is { } known ? cursors.Find(caller.Person, feed.Document, known) ?? since : since;
        await feed.EnsureReachedAsync(caller.Person, cursor, cancellation);
        cursor = cursor with { Epoch = cursor.Epoch ?? feed.State.Header.Epoch };
        var missed = feed.View.Head;
        while (true)
        {
            var changed = feed.Changed.Next;
            if (await feed.EventsAsync(cursor, PageSize, cancellation) is not { } events)
            {
                // Of another log nothing is the same: everything is told.
                (cursor, missed) = (new Cursor(0, feed.State.Header.Epoch), feed.View.Head);
                continue;
            }

            if (events.Count == 0)
            {
                await changed.WaitAsync(cancellation);
                continue;
            }

            await feed.EnsureFreshAsync(caller.Person, cancellation);
            ExportApi.DemandAll(feed.View.Demand(caller.Person).Role, feed);
            // What this window did itself it knows, unless it may have lost its answer.
            var changes = NoteChange.Of(events.Where(e => e.Seq <= missed || _window is not { } own || !own.IsOf(e)), feed.State);
            if (changes.Count > 0)
                await TellAsync(changes, await HypothesisView.OfSharedAsync(grains, feed, caller.Person, address, cancellation), past: cursor.Seq < missed, cancellation);
            cursor = cursor with { Seq = events[^1].Seq };
            if (_window is { } window)
                cursors.Sent(caller.Person, feed.Document, window, cursor);
        }
    }

    private async Task TellAsync(IReadOnlyList<NoteChange> changes, HypothesisView view, bool past, CancellationToken cancellation)
    {
        var filter = Volatile.Read(ref _filter)!;
        var made = new Lazy<IReadOnlyDictionary<string, ExportNote>>(() => view.Made(changes.Select(change => view.Find(change.Annotation)).OfType<Domain.Annotations.Annotation>()));
        foreach (var same in changes.GroupBy(change => change.Action))
        {
            if (same.Key == NoteChange.Delete)
            {
                await NotifyAsync(same.Key, json => same.ToList().ForEach(change => WriteGone(json, change.Annotation)), cancellation);
                continue;
            }

            var notes = same.Select(change => view.Find(change.Annotation)).OfType<Domain.Annotations.Annotation>().Where(note => filter.Takes(note, address, view.State.Header.Seminar));
            foreach (var some in notes.Chunk(NotesAtOnce))
                await NotifyAsync(past ? "past" : same.Key, json => view.Write(json, some, made.Value), cancellation);
        }
    }

    private Task NotifyAsync(string action, Action<Utf8JsonWriter> payload, CancellationToken cancellation) => SendAsync(json =>
    {
        json.WriteStartObject();
        json.WriteString("type", "annotation-notification");
        json.WriteStartObject("options");
        json.WriteString("action", action);
        json.WriteEndObject();
        json.WriteStartArray("payload");
        payload(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }, cancellation);

    private static void WriteGone(Utf8JsonWriter json, string annotation)
    {
        json.WriteStartObject();
        json.WriteString("id", annotation);
        json.WriteEndObject();
    }

    private async Task SendAsync(Action<Utf8JsonWriter> write, CancellationToken cancellation)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(output, WireJson.Options))
            write(json);
        await _writing.WaitAsync(cancellation);
        try
        {
            // Waits while the client is slow: nothing piles up for it.
            // To cancel a send would break the connection, as with a receive.
            var sending = web.SendAsync(output.WrittenMemory, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).AsTask();
            sending.Ignore();
            await sending.WaitAsync(cancellation);
        }
        finally
        {
            _writing.Release();
        }
    }
}
