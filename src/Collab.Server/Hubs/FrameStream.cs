using Collab.Server.Feeds;

namespace Collab.Server.Hubs;

/// <summary>
/// The bytes under a WebSocket, for two who write into it: SignalR's WebSocket its pongs and its close, each frame in one call, and
/// <see cref="FrameWriter"/> everything that the hub says. Each call is a whole frame, and no other comes between its bytes: it can be given up
/// while it waits for its turn, and not once it has begun.
/// </summary>
internal sealed class FrameStream(Stream inner) : Stream
{
    /// <summary>A final frame that closes: after it no other is sent (RFC 6455, section 5.5.1).</summary>
    private const byte CloseFrame = 0x88;

    private readonly SemaphoreSlim _writing = new(1);
    private bool _closed;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // Nearly always nobody else writes, and the connection takes it at once: then there is no task.
        if (buffer.Length > Pieces.BufferBytes || !_writing.Wait(0, CancellationToken.None))
            return new(WriteInTurnAsync(buffer, cancellationToken));
        var written = false;
        try
        {
            if (IsAfterClose(buffer))
                return default;
            var writing = inner.WriteAsync(buffer, CancellationToken.None);
            if (!writing.IsCompletedSuccessfully)
            {
                written = true;
                return new(EndAsync(writing));
            }

            writing.GetAwaiter().GetResult();
            return default;
        }
        finally
        {
            if (!written)
                _writing.Release();
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => inner.ReadAsync(buffer, offset, count, cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private bool IsAfterClose(ReadOnlyMemory<byte> frame)
    {
        if (_closed)
            return true;
        _closed = frame.Span is [CloseFrame, ..];
        return false;
    }

    private async Task EndAsync(ValueTask writing)
    {
        try
        {
            await writing;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>A long frame goes in pieces: for a reader who does not read the connection's buffer holds one of them (docs/decisions/0215).</summary>
    private async Task WriteInTurnAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            for (var rest = IsAfterClose(frame) ? default : frame; !rest.IsEmpty;)
            {
                var piece = rest[..Math.Min(rest.Length, Pieces.BufferBytes)];
                await inner.WriteAsync(piece, CancellationToken.None);
                rest = rest[piece.Length..];
            }
        }
        finally
        {
            _writing.Release();
        }
    }
}
