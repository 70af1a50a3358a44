using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Collab.Cluster.Tests.Running;

/// <summary>Asks for what there is to read, over a socket of its own and with TLS where the address says so, and reads a byte at a time or never.</summary>
internal sealed class SlowReader : IAsyncDisposable
{
    // As over Ethernet: with the segments of loopback the server's kernel alone takes megabytes for a reader before anything stalls.
    private const int Tcp = 6, MaxSegment = 2, EthernetBytes = 1400;

    private readonly TcpClient _socket = new() { NoDelay = true, ReceiveBufferSize = 4096 };
    private readonly CancellationTokenSource _over = new();
    private Task _reading = Task.CompletedTask;
    private SslStream? _tls;

    /// <summary>The ports of its connection: the server's and its own.</summary>
    public (int Server, int Own) Ports => (((IPEndPoint)_socket.Client.RemoteEndPoint!).Port, ((IPEndPoint)_socket.Client.LocalEndPoint!).Port);

    /// <summary>Bytes that it has read since it asked.</summary>
    public long Read { get; private set; }

    /// <summary>Watches a document over the hub.</summary>
    /// <param name="pause">Between two bytes; null for never reading at all.</param>
    public static Task<SlowReader> StartAsync(Person person, Uri server, string document, long after, TimeSpan? pause) => ConnectAsync(person, server, SslApplicationProtocol.Http11, async (reader, stream) =>
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
    public static Task<SlowReader> StartAsync(Person person, Uri server, string path, string accept, int times) => ConnectAsync(person, server, SslApplicationProtocol.Http11, async (_, stream) =>
    {
        for (var i = 0; i < times; i++)
            await AskAsync(stream, person, server, path, $"Accept: {accept}");
        await BeginAsync(stream, "HTTP/1.1 200");
    });

    /// <summary>Asks for an address once on each of many streams of one connection over HTTP/2, and reads no answer.</summary>
    /// <param name="people">They ask in turn.</param>
    public static Task<SlowReader> StartAsync(IReadOnlyList<Person> people, Uri server, string path, string accept, int streams) =>
        ConnectAsync(people[0], server, SslApplicationProtocol.Http2, (_, stream) => Http2.AskAsync(stream, server, path, accept, [.. Enumerable.Range(0, streams).Select(i => people[i % people.Count].Cookie)]));

    private static async Task<SlowReader> ConnectAsync(Person person, Uri server, SslApplicationProtocol protocol, Func<SlowReader, Stream, Task> ask)
    {
        var reader = new SlowReader();
        try
        {
            reader._socket.Client.SetRawSocketOption(Tcp, MaxSegment, BitConverter.GetBytes(EthernetBytes));
            await reader._socket.ConnectAsync(server.Host, server.Port);
            await ask(reader, server.Scheme == Uri.UriSchemeHttps ? await reader.SecureAsync(person, server, protocol) : reader._socket.GetStream());
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
        if (_tls is not null)
            await _tls.DisposeAsync();
        _over.Dispose();
    }

    private async Task<Stream> SecureAsync(Person person, Uri server, SslApplicationProtocol protocol)
    {
        _tls = new SslStream(_socket.GetStream(), leaveInnerStreamOpen: true, (_, certificate, _, _) => person.Believes(certificate));
        await _tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = server.Host, ApplicationProtocols = [protocol] });
        Assert.Equal(protocol, _tls.NegotiatedApplicationProtocol);
        return _tls;
    }

    private static ValueTask AskAsync(Stream stream, Person person, Uri server, string path, string headers) =>
        stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\nCookie: {person.Cookie}\r\n{headers}\r\n\r\n"));

    private static async Task BeginAsync(Stream stream, string expected)
    {
        var status = new byte[expected.Length];
        await stream.ReadExactlyAsync(status);
        Assert.Equal(expected, Encoding.ASCII.GetString(status));
    }

    private async Task CrawlAsync(Stream stream, TimeSpan pause)
    {
        var one = new byte[1];
        while (await stream.ReadAsync(one, _over.Token) > 0)
        {
            Read++;
            await Task.Delay(pause, _over.Token);
        }
    }

    // A text frame as a client sends it: masked, here with zeros.
    private static async Task SendAsync(Stream stream, string message)
    {
        var payload = Encoding.UTF8.GetBytes(message + "\u001e");
        byte[] length = payload.Length < 126 ? [(byte)(0x80 | payload.Length)] : [0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length];
        await stream.WriteAsync((byte[])[0x81, .. length, 0, 0, 0, 0, .. payload]);
    }
}
