using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Collab.Testing;

namespace Collab.Browser.Tests.Sessions.Scripted;

/// <summary>The hub's JSON protocol by hand, so that every message is kept as it came.</summary>
internal sealed class WireClient : IAsyncDisposable
{
    private const byte Separator = 0x1e;

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _over = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly ConcurrentQueue<string> _messages = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> _calls = [];
    private readonly ConcurrentDictionary<string, Action<JsonElement>> _streams = [];
    private Task _receiving = Task.CompletedTask;
    private int _last;

    /// <summary>Every message that came, whatever it was.</summary>
    public IReadOnlyCollection<string> Messages => _messages;

    public static async Task<WireClient> ConnectAsync(Uri server, Participant who)
    {
        var client = new WireClient();
        client._socket.Options.SetRequestHeader("Cookie", who.Cookie);
        client._socket.Options.SetRequestHeader("Origin", server.GetLeftPart(UriPartial.Authority));
        await client._socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "hub" }.Uri, CancellationToken.None);
        await client.SendAsync("""{"protocol":"json","version":1}""");
        client._receiving = client.ReceiveAsync();
        return client;
    }

    /// <summary>Calls a method; fails where it is refused.</summary>
    public async Task<JsonElement> InvokeAsync(string method, object argument)
    {
        var id = $"{Interlocked.Increment(ref _last)}";
        var call = _calls[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync($$"""{"type":1,"invocationId":"{{id}}","target":"{{method}}","arguments":[{{JsonSerializer.Serialize(argument, JsonSerializerOptions.Web)}}]}""");
        var answer = await call.Task.WaitAsync(TimeSpan.FromSeconds(30));
        return answer.TryGetProperty("error", out var error) ? throw new InvalidOperationException($"{method}: {error.GetString()}") : answer.TryGetProperty("result", out var result) ? result : default;
    }

    /// <summary>Opens a stream.</summary>
    public Task StreamAsync(string method, Action<JsonElement> item, params object[] arguments)
    {
        var id = $"{Interlocked.Increment(ref _last)}";
        _streams[id] = item;
        return SendAsync($$"""{"type":4,"invocationId":"{{id}}","target":"{{method}}","arguments":{{JsonSerializer.Serialize(arguments, JsonSerializerOptions.Web)}}}""");
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _over.Dispose();
    }

    private async Task SendAsync(string message)
    {
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(message + (char)Separator), WebSocketMessageType.Text, true, _over.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReceiveAsync()
    {
        var (buffer, read) = (new byte[32 * 1024], new List<byte>());
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveAsync(buffer.AsMemory(), _over.Token);
                if (received.MessageType == WebSocketMessageType.Close)
                    throw new InvalidOperationException("The server closed the connection.");
                read.AddRange(buffer.AsSpan(0, received.Count));
                for (int end; (end = read.IndexOf(Separator)) >= 0; read.RemoveRange(0, end + 1))
                    Take(Encoding.UTF8.GetString([.. read[..end]]));
            }
        }
        catch (Exception gone)
        {
            foreach (var call in _calls.Values)
                call.TrySetException(gone);
            throw;
        }
    }

    private void Take(string text)
    {
        _messages.Enqueue(text);
        var message = JsonElement.Parse(text);
        var id = message.TryGetProperty("invocationId", out var named) ? named.GetString()! : "";
        switch (message.TryGetProperty("type", out var type) ? type.GetInt32() : 0)
        {
            case 2 when _streams.TryGetValue(id, out var item):
                item(message.GetProperty("item"));
                break;
            case 3 when _calls.TryRemove(id, out var call):
                call.TrySetResult(message);
                break;
        }
    }
}
