namespace Collab.Benchmarks;

/// <summary>Counts what is written and keeps none of it; each time so many bytes more have come, it looks how much of the heap is alive.</summary>
/// <param name="every">In bytes.</param>
internal sealed class WatchedStream(long every) : Stream
{
    private long _looks;

    public long Written { get; private set; }

    /// <summary>The most bytes that were alive at one of the looks.</summary>
    public long Live { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => Count(count);

    public override void Write(ReadOnlySpan<byte> buffer) => Count(buffer.Length);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Count(count);
        return Task.CompletedTask;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Count(buffer.Length);
        return ValueTask.CompletedTask;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Count(int bytes)
    {
        Written += bytes;
        if (Written / every <= _looks)
            return;
        _looks = Written / every;
        Live = Math.Max(Live, GC.GetTotalMemory(forceFullCollection: true));
    }
}
