using System.Buffers.Binary;

namespace Collab.Benchmarks.Readers;

/// <summary>
/// Takes the heads of WebSocket frames (RFC 6455) out of what a server sends, wherever the network has cut it, and leaves the bytes of the messages
/// one after the other, in place. Fragments of one message are one message then.
/// </summary>
internal sealed class FrameReader
{
    private const int Close = 8, Ping = 9;

    /// <summary>A head of two bytes, with a length of up to eight more; a server does not mask.</summary>
    private readonly byte[] _head = new byte[10];

    private int _headBytes, _opcode;
    private long _left;
    private byte[]? _control;
    private int _controlBytes;

    /// <summary>The server has said that it ends the connection.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>What the last ping said, which is to be answered with the same; null where there was none. Whoever answers sets it to null.</summary>
    public byte[]? Pinged { get; set; }

    /// <summary>How many frames of data have begun.</summary>
    public long Frames { get; private set; }

    /// <param name="received">What came, next to what came before; its beginning is overwritten.</param>
    /// <returns>How many bytes of messages stand at its beginning now.</returns>
    /// <exception cref="InvalidDataException">A frame is masked: it is none of a server's.</exception>
    public int Unframe(Span<byte> received)
    {
        var (read, written) = (0, 0);
        while (read < received.Length)
        {
            if (_left == 0)
            {
                _head[_headBytes++] = received[read++];
                if (_headBytes >= 2 && _headBytes == HeadLength())
                    Begin();
                continue;
            }

            var part = received.Slice(read, (int)Math.Min(_left, received.Length - read));
            if (_control is not null)
            {
                part.CopyTo(_control.AsSpan(_controlBytes));
                _controlBytes += part.Length;
            }
            else
            {
                if (written != read)
                    part.CopyTo(received[written..]);
                written += part.Length;
            }

            read += part.Length;
            _left -= part.Length;
            if (_left == 0)
                EndControl();
        }

        return written;
    }

    private int HeadLength() => (_head[1] & 0x7f) switch { 126 => 4, 127 => 10, _ => 2 };

    private void Begin()
    {
        if ((_head[1] & 0x80) != 0)
            throw new InvalidDataException("A frame of the server is masked.");
        _headBytes = 0;
        _opcode = _head[0] & 0x0f;
        _left = (_head[1] & 0x7f) switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(_head.AsSpan(2)),
            127 => BinaryPrimitives.ReadInt64BigEndian(_head.AsSpan(2)),
            var length => length,
        };
        if (_opcode < Close)
        {
            Frames++;
            return;
        }

        (_control, _controlBytes) = (new byte[_left], 0);
        if (_left == 0)
            EndControl();
    }

    private void EndControl()
    {
        if (_control is null)
            return;
        if (_opcode == Ping)
            Pinged = _control;
        IsClosed |= _opcode == Close;
        _control = null;
    }
}
