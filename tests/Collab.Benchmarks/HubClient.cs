using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;

namespace Collab.Benchmarks;

/// <summary>
/// The SignalR JSON protocol with as little work as possible, so that a thousand readers of one load process measure the
/// server and not themselves. Finds the sending times that writers put into their texts (<c>t=…;</c>).
/// </summary>
internal sealed class HubClient : IAsyncDisposable
{
    private const byte Separator = 0x1e;

    private static readonly byte[] Mark = "t="u8.ToArray();

    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<string>> _calls = new();
    private readonly SemaphoreSlim _sending = new(1);
    private int _lastCall;
    private Exception? _ended;

    /// <summary>Told each sending time that arrives, as a timestamp of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    public Action<long>? Arrived { get; set; }

    /// <summary>Called for each message that has these words in it.</summary>
    public (byte[] Words, Action Found)? Listening { get; set; }

    /// <param name="cookie">Of a browser that came in; null with a token, and where neither is asked for.</param>
    public static async Task<HubClient> ConnectAsync(Uri address, string? token = null, string? cookie = null)
    {
        var client = new HubClient();
        if (token is not null)
            client._socket.Options.SetRequestHeader("Authorization", "Bearer " + token);
        if (cookie is not null)
        {
            client._socket.Options.SetRequestHeader("Cookie", cookie);
            client._socket.Options.SetRequestHeader("Origin", address.GetLeftPart(UriPartial.Authority));
        }

        await client._socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = "hub" }.Uri, CancellationToken.None);
        await client.SendAsync("""{"protocol":"json","version":1}""");
        client.ReceiveAllAsync().ContinueWith(t => client.FailAll(t.Exception), TaskScheduler.Default).Forget();
        return client;
    }

    /// <summary>Calls a method and returns the whole completion message.</summary>
    /// <param name="arguments">A JSON array.</param>
    public async Task<string> InvokeAsync(string method, string arguments)
    {
        var id = Interlocked.Increment(ref _lastCall);
        var call = _calls[id] = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        // What is called after the end nobody answers, and a socket that only the server has closed still sends.
        if (Volatile.Read(ref _ended) is { } ended)
            throw ended;
        await SendAsync($$"""{"type":1,"invocationId":"{{id}}","target":"{{method}}","arguments":{{arguments}}}""");
        var answer = await call.Task;
        return answer.Contains("\"error\"", StringComparison.Ordinal) ? throw new InvalidOperationException(answer) : answer;
    }

    /// <summary>Opens a stream; what arrives is told to <see cref="Arrived"/>.</summary>
    public Task StreamAsync(string method, string arguments) =>
        SendAsync($$"""{"type":4,"invocationId":"{{Interlocked.Increment(ref _lastCall)}}","target":"{{method}}","arguments":{{arguments}}}""");

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        _socket.Dispose();
        await Task.CompletedTask;
    }

    private async Task SendAsync(string message)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(message) + 1];
        Encoding.UTF8.GetBytes(message, bytes);
        bytes[^1] = Separator;
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(bytes, WebSocketMessageType.Text, true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReceiveAllAsync()
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        while (true)
        {
            var received = await _socket.ReceiveAsync(buffer.GetMemory(8 * 1024), CancellationToken.None);
            if (received.MessageType == WebSocketMessageType.Close)
                throw new InvalidOperationException("The server closed the connection.");
            buffer.Advance(received.Count);
            var rest = buffer.WrittenMemory;
            for (int end; (end = rest.Span.IndexOf(Separator)) >= 0; rest = rest[(end + 1)..])
                Read(rest.Span[..end]);
            var left = rest.ToArray();
            buffer.ResetWrittenCount();
            buffer.Write(left);
        }
    }

    private void Read(ReadOnlySpan<byte> message)
    {
        if (message.StartsWith("{\"type\":3"u8))
        {
            var text = Encoding.UTF8.GetString(message);
            var from = text.IndexOf("\"invocationId\":\"", StringComparison.Ordinal) + 16;
            if (int.TryParse(text.AsSpan(from, text.IndexOf('"', from) - from), out var id) && _calls.TryRemove(id, out var call))
                call.TrySetResult(text);
            else if (text.Contains("error", StringComparison.Ordinal))
                Console.Error.WriteLine(text);
            return;
        }

        if (Listening is { } listening && message.IndexOf(listening.Words) >= 0)
            listening.Found();
        if (Arrived is null)
            return;
        for (int at; (at = message.IndexOf(Mark)) >= 0;)
        {
            message = message[(at + Mark.Length)..];
            if (System.Buffers.Text.Utf8Parser.TryParse(message, out long sent, out var length) && length < message.Length && message[length] == (byte)';')
                Arrived(sent);
        }
    }

    private void FailAll(Exception? cause)
    {
        var ended = cause ?? new InvalidOperationException("The connection ended.");
        Volatile.Write(ref _ended, ended);
        foreach (var call in _calls.Values)
            call.TrySetException(ended);
    }
}
