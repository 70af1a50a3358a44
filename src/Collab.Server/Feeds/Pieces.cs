using System.Buffers;
using System.IO.Pipelines;

namespace Collab.Server.Feeds;

/// <summary>
/// Long messages leave in pieces: for a reader who does not read, each buffer on the way holds a piece, and not a copy of the whole.
/// </summary>
internal static class Pieces
{
    /// <summary>Most bytes of one. With the head of its WebSocket frame it fits into 16 KiB: pools round up to powers of two.</summary>
    public const int MaxBytes = BufferBytes - FrameHead;

    /// <summary>From so many bytes on a buffer before the network takes nothing more until they have left.</summary>
    public const int BufferBytes = 16 * 1024;

    private const int FrameHead = 14;

    /// <summary>One message, in three parts, one after the other.</summary>
    /// <param name="output">Over HTTP/2 SignalR sends each of its spans as a frame of its own: hence as few as it takes. Over HTTP/1.1 a message is one frame.</param>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, ReadOnlySpan<byte> end)
    {
        var (left, used) = (head.Length + body.Length + end.Length, 0);
        Span<byte> piece = [];
        Put(output, ref piece, ref used, ref left, head);
        Put(output, ref piece, ref used, ref left, body);
        Put(output, ref piece, ref used, ref left, end);
        output.Advance(used);
    }

    /// <summary>The same to a response: after each piece it waits until the reader has taken enough of what went before.</summary>
    public static async Task WriteAsync(PipeWriter output, ReadOnlyMemory<byte>[] parts, CancellationToken cancellation)
    {
        foreach (var part in parts)
        {
            for (var rest = part; !rest.IsEmpty;)
            {
                var bytes = rest[..Math.Min(rest.Length, MaxBytes)];
                output.Write(bytes.Span);
                rest = rest[bytes.Length..];
                if (output.UnflushedBytes >= MaxBytes)
                    await output.FlushAsync(cancellation);
            }
        }

        await output.FlushAsync(cancellation);
    }

    private static void Put(IBufferWriter<byte> output, ref Span<byte> piece, ref int used, ref int left, scoped ReadOnlySpan<byte> part)
    {
        while (!part.IsEmpty)
        {
            if (used == piece.Length)
            {
                output.Advance(used);
                piece = output.GetSpan(Math.Min(left, MaxBytes))[..Math.Min(left, MaxBytes)];
                used = 0;
            }

            var bytes = part[..Math.Min(part.Length, piece.Length - used)];
            bytes.CopyTo(piece[used..]);
            part = part[bytes.Length..];
            used += bytes.Length;
            left -= bytes.Length;
        }
    }
}
