using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Collab.Cluster.Tests.Running;

/// <summary>Asks the hub for what comes, over a socket of its own, and reads a byte at a time or never.</summary>
internal sealed class SlowReader : IAsyncDisposable
{
    private readonly TcpClient _socket = new() { NoDelay = true, ReceiveBufferSize = 4096 };
    private readonly CancellationTokenSource _over = new();
    private Task _reading = Task.CompletedTask;

    /// <summary>Bytes that it has read since it asked.</summary>
    public long Read { get; private set; }

    /// <param name="pause">Between two bytes; null for never reading at all.</param>
    public static async Task<SlowReader> StartAsync(Person person, Uri server, string document, long after, TimeSpan? pause)
    {
        var reader = new SlowReader();
        try
        {
            await reader._socket.ConnectAsync(server.Host, server.Port);
            var stream = reader._socket.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"GET /hub HTTP/1.1\r\nHost: {server.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + $"Sec-WebSocket-Key: {Convert.ToBase64String(RandomNumberGenerator.GetBytes(16))}\r\nCookie: {person.Cookie}\r\n\r\n"));
            var status = new byte["HTTP/1.1 101".Length];
            await stream.ReadExactlyAsync(status);
            Assert.Equal("HTTP/1.1 101", Encoding.ASCII.GetString(status));
            await SendAsync(stream, """{"protocol":"json","version":1}""");
            await SendAsync(stream, JsonSerializer.Serialize(new { type = 4, invocationId = "1", target = "Watch", arguments = new object[] { document, after } }));
            if (pause is { } between)
                reader._reading = reader.CrawlAsync(stream, between);
            return reader;
        }
        catch
        {
            await reader.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _socket.Client.Close(0);
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _over.Dispose();
    }

    private async Task CrawlAsync(NetworkStream stream, TimeSpan pause)
    {
        var one = new byte[1];
        while (await stream.ReadAsync(one, _over.Token) > 0)
        {
            Read++;
            await Task.Delay(pause, _over.Token);
        }
    }

    // A text frame as a client sends it: masked, here with zeros.
    private static async Task SendAsync(NetworkStream stream, string message)
    {
        var payload = Encoding.UTF8.GetBytes(message + "\u001e");
        byte[] length = payload.Length < 126 ? [(byte)(0x80 | payload.Length)] : [0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length];
        await stream.WriteAsync((byte[])[0x81, .. length, 0, 0, 0, 0, .. payload]);
    }
}
