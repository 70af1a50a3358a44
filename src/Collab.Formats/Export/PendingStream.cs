namespace Collab.Formats.Export;

/// <summary>
/// Keeps what is written synchronously until the next asynchronous write or flush: a ZIP archive writes the ends of its entries
/// synchronously, some bytes each, and a server's stream takes asynchronous writes only.
/// </summary>
internal sealed class PendingStream(Stream stream) : Stream
{
    private readonly MemoryStream _pending = new();
    private bool _cutOff;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Passes nothing more on: a ZIP archive that is disposed writes its directory, also where what it is of is not all there.</summary>
    public void CutOff() => _cutOff = true;

    public override void Write(byte[] buffer, int offset, int count) => _pending.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => _pending.Write(buffer);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_cutOff)
            return;
        await PassOnAsync(cancellationToken);
        await stream.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Does nothing: only <see cref="FlushAsync"/> passes on.</summary>
    public override void Flush()
    {
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_cutOff)
            return;
        await PassOnAsync(cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async ValueTask PassOnAsync(CancellationToken cancellationToken)
    {
        if (_pending.Length == 0)
            return;
        await stream.WriteAsync(_pending.GetBuffer().AsMemory(0, (int)_pending.Length), cancellationToken);
        _pending.SetLength(0);
    }
}
