using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Collab.Cluster.Tests.Running;

/// <summary>Asks for what there is to read, over a socket of its own, and reads a byte at a time or never.</summary>
internal sealed class SlowReader : IAsyncDisposable
{
    // As over Ethernet: with the segments of loopback the server's kernel alone takes megabytes for a reader before anything stalls.
    private const int Tcp = 6, MaxSegment = 2, EthernetBytes = 1400;

    private readonly TcpClient _socket = new() { NoDelay = true, ReceiveBufferSize = 4096 };
    private readonly CancellationTokenSource _over = new();
    private Task _reading = Task.CompletedTask;

    /// <summary>The ports of its connection: the server's and its own.</summary>
    public (int Server, int Own) Ports => (((IPEndPoint)_socket.Client.RemoteEndPoint!).Port, ((IPEndPoint)_socket.Client.LocalEndPoint!).Port);

    /// <summary>Bytes that it has read since it asked.</summary>
    public long Read { get; private set; }

    /// <summary>Watches a document over the hub.</summary>
    /// <param name="pause">Between two bytes; null for never reading at all.</param>
    public static Task<SlowReader> StartAsync(Person person, Uri server, string document, long after, TimeSpan? pause) => ConnectAsync(server, async (reader, stream) =>
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        await AskAsync(stream, person, server, "/hub", $"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}");
        await BeginAsync(stream, "HTTP/1.1 101");
        await SendAsync(stream, """{"protocol":"json","version":1}""");
        await SendAsync(stream, JsonSerializer.Serialize(new { type = 4, invocationId = "1", target = "Watch", arguments = new object[] { document, after } }));
        if (pause is { } between)
            reader._reading = reader.CrawlAsync(stream, between);
    });

    /// <summary>Asks for the same address again and again, and reads no answer.</summary>
    /// <param name="accept">The media type that it asks for.</param>
    public static Task<SlowReader> StartAsync(Person person, Uri server, string path, string accept, int times) => ConnectAsync(server, async (_, stream) =>
    {
        for (var i = 0; i < times; i++)
            await AskAsync(stream, person, server, path, $"Accept: {accept}");
        await BeginAsync(stream, "HTTP/1.1 200");
    });

    private static async Task<SlowReader> ConnectAsync(Uri server, Func<SlowReader, NetworkStream, Task> ask)
    {
        var reader = new SlowReader();
        try
        {
            reader._socket.Client.SetRawSocketOption(Tcp, MaxSegment, BitConverter.GetBytes(EthernetBytes));
            await reader._socket.ConnectAsync(server.Host, server.Port);
            await ask(reader, reader._socket.GetStream());
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

    private static ValueTask AskAsync(NetworkStream stream, Person person, Uri server, string path, string headers) =>
        stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\nCookie: {person.Cookie}\r\n{headers}\r\n\r\n"));

    private static async Task BeginAsync(NetworkStream stream, string expected)
    {
        var status = new byte[expected.Length];
        await stream.ReadExactlyAsync(status);
        Assert.Equal(expected, Encoding.ASCII.GetString(status));
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
