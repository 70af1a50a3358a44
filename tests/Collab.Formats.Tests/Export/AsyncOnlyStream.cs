namespace Collab.Formats.Tests.Export;

/// <summary>Refuses synchronous writes, as a server's response does.</summary>
internal sealed class AsyncOnlyStream : MemoryStream
{
    private bool inside;

    public int Writes { get; private set; }

    /// <summary>The bytes of the largest write.</summary>
    public int Largest { get; private set; }

    public override void Write(byte[] buffer, int offset, int count) => Checked(() => base.Write(buffer, offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (!inside)
            throw new InvalidOperationException("Synchronous operations are disallowed.");
        base.Write(buffer);
    }

    public override void Flush() => Checked(base.Flush);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Writes++;
        Largest = Math.Max(Largest, buffer.Length);
        inside = true;
        base.Write(buffer.Span);
        inside = false;
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Checked(Action write)
    {
        if (!inside)
            throw new InvalidOperationException("Synchronous operations are disallowed.");
        write();
    }
}
