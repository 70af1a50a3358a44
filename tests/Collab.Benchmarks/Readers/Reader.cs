using System.Net.Sockets;
using System.Text;

namespace Collab.Benchmarks.Readers;

/// <summary>One of a crowd: a raw socket that speaks just enough of HTTP, WebSocket and SignalR's JSON protocol to be told what happens.</summary>
internal sealed class Reader : IDisposable
{
    private static readonly byte[] Alive = Frame(1, """{"type":6}"""u8);

    private readonly Seat _seat;
    private Socket _socket;
    private FrameReader _frames = new();

    private Reader(Seat seat, SeqScanner scanner, Socket socket) => (_seat, Scanner, _socket) = (seat, scanner, socket);

    public SeqScanner Scanner { get; }

    /// <summary>The file descriptor.</summary>
    public nint Handle => _socket.Handle;

    public long Frames => _frames.Frames;

    /// <summary>Bytes that came, the frames' heads included.</summary>
    public long Received { get; private set; }

    /// <summary>What broke the connection; null while it is there.</summary>
    public string? Broken { get; private set; }

    /// <summary>Connects and asks; what is answered is for <see cref="Receive"/>.</summary>
    /// <param name="sent">Told each sending time that comes; null for none.</param>
    public static Reader Connect(Seat seat, Action<long>? sent)
    {
        var scanner = new SeqScanner { IsOrdered = seat.IsOrdered, After = seat.After, Sent = sent };
        return new Reader(seat, scanner, Open(seat, seat.After));
    }

    /// <summary>Ends the connection without a word, and goes on over another one after the last event that came.</summary>
    public void Resume()
    {
        _socket.Dispose();
        Scanner.Resume();
        _frames = new FrameReader();
        _socket = Open(_seat, Scanner.Last);
    }

    /// <summary>Takes what has come.</summary>
    /// <param name="buffer">For the moment alone: all readers share it.</param>
    public void Receive(Span<byte> buffer)
    {
        var count = Epoll.Receive(Handle, buffer[SeqScanner.Headroom..]);
        if (count is null || Broken is not null)
            return;
        if (count == 0)
            Broken = $"After event {Scanner.Last} the connection ended.";
        Received += count.Value;
        var length = _frames.Unframe(buffer.Slice(SeqScanner.Headroom, count.Value));
        if (length > 0)
            Scanner.Scan(buffer, length);
        if (_frames.IsClosed)
            Broken = $"After event {Scanner.Last} the server closed the connection.";
        if (_frames.Pinged is { } words)
        {
            _frames.Pinged = null;
            Epoll.Send(Handle, Frame(10, words));
        }
    }

    /// <summary>Waits until something comes, and takes it: for whoever has no thread for many.</summary>
    /// <exception cref="TimeoutException">Nothing came.</exception>
    public void Await(Span<byte> buffer, TimeSpan patience)
    {
        if (!_socket.Poll(patience, SelectMode.SelectRead))
            throw new TimeoutException($"After event {Scanner.Last} nothing came.");
        Receive(buffer);
    }

    /// <summary>Says something.</summary>
    /// <param name="message">JSON of SignalR's protocol, without the character that ends it.</param>
    public void Say(ReadOnlySpan<byte> message) => _socket.Send(Frame(1, message));

    /// <summary>Says that the reader is still there, as the browser does.</summary>
    public void StayAlive() => Epoll.Send(Handle, Alive);

    public void Dispose() => _socket.Dispose();

    private static Socket Open(Seat seat, long after)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(seat.Address.Host, seat.Address.Port);
        var authorization = seat.Token is null ? "" : $"Authorization: Bearer {seat.Token}\r\n";
        socket.Send(Encoding.ASCII.GetBytes($"GET /hub HTTP/1.1\r\nHost: {seat.Address.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n{authorization}\r\n"));
        // The server says nothing more before it has been greeted.
        var (answer, length) = (new byte[4096], 0);
        while (!answer.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
        {
            var count = socket.Receive(answer.AsSpan(length));
            if (count == 0 || length + count == answer.Length)
                throw new IOException("The server did not answer the request for a WebSocket.");
            length += count;
        }

        if (!answer.AsSpan(0, length).StartsWith("HTTP/1.1 101"u8))
            throw new IOException(Encoding.ASCII.GetString(answer, 0, length));
        socket.Send(Frame(1, """{"protocol":"json","version":1}"""u8));
        socket.Send(Frame(1, Encoding.UTF8.GetBytes(seat.Opening(after))));
        return socket;
    }

    /// <summary>A message of SignalR in a frame, masked with zeros: what a client sends must be masked, and need not be hidden. A frame of control holds what it is given.</summary>
    private static byte[] Frame(int opcode, ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> end = opcode == 1 ? [0x1e] : [];
        var length = content.Length + end.Length;
        ReadOnlySpan<byte> head = length < 126 ? [(byte)(0x80 | opcode), (byte)(0x80 | length)] : [(byte)(0x80 | opcode), 0x80 | 126, (byte)(length >> 8), (byte)length];
        return [.. head, 0, 0, 0, 0, .. content, .. end];
    }
}
