using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Collab.Server.Tests.Hubs;

/// <summary>A WebSocket to the hub, frame by frame; between two that it reads it takes nothing.</summary>
internal sealed class FrameClient : IDisposable
{
    private readonly TcpClient _socket = new() { NoDelay = true, ReceiveBufferSize = 4096 };

    private NetworkStream Stream => _socket.GetStream();

    /// <summary>Connects and shakes hands.</summary>
    public static async Task<FrameClient> ConnectAsync(LiveServer server, string person, string path)
    {
        var (client, address) = (new FrameClient(), new Uri(server.Address));
        await client._socket.ConnectAsync(address.Host, address.Port);
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        await client.Stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: {LiveServer.Header(person, null)}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"));
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head.Append((char)(await client.ReadAsync(1))[0]);
        Assert.StartsWith("HTTP/1.1 101", head.ToString());
        await client.SendAsync("""{"protocol":"json","version":1}""");
        Assert.Equal("{}\u001e", Encoding.UTF8.GetString((await client.ReadFrameAsync()).Payload));
        return client;
    }

    /// <summary>A frame as the server sends it: its first byte, and what it says.</summary>
    public async Task<(byte First, byte[] Payload)> ReadFrameAsync()
    {
        var head = await ReadAsync(2);
        var length = head[1] switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(2)),
            127 => (int)BinaryPrimitives.ReadUInt64BigEndian(await ReadAsync(8)),
            _ => head[1],
        };
        return (head[0], await ReadAsync(length));
    }

    /// <summary>A text frame as a client sends it: masked, here with zeros.</summary>
    public async Task SendAsync(string message)
    {
        var payload = Encoding.UTF8.GetBytes(message + "\u001e");
        byte[] length = payload.Length < 126 ? [(byte)(0x80 | payload.Length)] : [0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length];
        await Stream.WriteAsync((byte[])[0x81, .. length, 0, 0, 0, 0, .. payload]);
    }

    public void Dispose() => _socket.Dispose();

    private async Task<byte[]> ReadAsync(int count)
    {
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var bytes = new byte[count];
        await Stream.ReadExactlyAsync(bytes, enough.Token);
        return bytes;
    }
}
