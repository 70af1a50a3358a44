using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Collab.Server.Hubs;

namespace Collab.Server.Tests.Hubs;

/// <summary>A WebSocket to the hub that reads and writes only when told to.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private const byte Separator = 0x1E;

    private readonly ClientWebSocket _socket = new();
    private readonly List<byte> _read = [];

    /// <summary>The socket itself, for what no client would send.</summary>
    public ClientWebSocket Socket => _socket;

    /// <summary>Connects and shakes hands.</summary>
    public static async Task<RawClient> ConnectAsync(LiveServer server, string person)
    {
        var client = await OpenAsync(server, person);
        await client.SendAsync("""{"protocol":"json","version":1}""");
        Assert.Equal("{}", (await client.ReadAsync()).GetRawText());
        return client;
    }

    /// <summary>Connects without a handshake.</summary>
    public static async Task<RawClient> OpenAsync(LiveServer server, string? person)
    {
        var client = new RawClient();
        if (person is not null)
            client._socket.Options.SetRequestHeader("Authorization", LiveServer.Header(person, null));
        client._socket.Options.CollectHttpResponseDetails = true;
        await client._socket.ConnectAsync(new Uri(server.Address.Replace("http", "ws", StringComparison.Ordinal) + ReadingHub.Path), CancellationToken.None);
        return client;
    }

    public Task SendAsync(string message) => _socket.SendAsync(Encoding.UTF8.GetBytes(message + (char)Separator), WebSocketMessageType.Text, true, CancellationToken.None);

    /// <summary>The next message; undefined when the connection is closed.</summary>
    public async Task<JsonElement> ReadAsync(CancellationToken cancellation = default)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        enough.CancelAfter(TimeSpan.FromSeconds(30));
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var at = _read.IndexOf(Separator);
            if (at >= 0)
            {
                var message = JsonElement.Parse(_read.GetRange(0, at).ToArray().AsSpan());
                _read.RemoveRange(0, at + 1);
                return message;
            }

            try
            {
                var received = await _socket.ReceiveAsync(buffer, enough.Token);
                if (received.MessageType == WebSocketMessageType.Close)
                    return default;
                _read.AddRange(buffer.AsSpan(0, received.Count));
            }
            catch (WebSocketException)
            {
                return default;
            }
        }
    }

    /// <summary>Done when the server closes the connection; whatever it says before is ignored.</summary>
    public async Task ClosedAsync()
    {
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await ReadAsync(enough.Token)).ValueKind != JsonValueKind.Undefined)
        {
        }
    }

    /// <summary>The answer to an invocation.</summary>
    public Task<JsonElement> AnswerAsync(string invocation) => MessageAsync(invocation, message => message.GetProperty("type").GetInt32() == 3);

    /// <summary>The first message about an invocation, be it an item or the answer.</summary>
    public Task<JsonElement> FirstAsync(string invocation) => MessageAsync(invocation, _ => true);

    private async Task<JsonElement> MessageAsync(string invocation, Predicate<JsonElement> which)
    {
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var message = await ReadAsync(enough.Token);
            Assert.NotEqual(JsonValueKind.Undefined, message.ValueKind);
            if (message.TryGetProperty("invocationId", out var id) && id.GetString() == invocation && which(message))
                return message;
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
