namespace Collab.Storage;

/// <summary>A folded state, kept to bound the cost of activation. It may be thrown away and rebuilt at any time.</summary>
/// <param name="Seq">The seq of the last event folded in, from 1.</param>
/// <param name="Hash">That event's hash, which binds the snapshot to the chain.</param>
/// <param name="Format">The version of the encoding of <paramref name="Bytes"/>.</param>
/// <param name="Bytes">The encoded state.</param>
public sealed record Snapshot(long Seq, ReadOnlyMemory<byte> Hash, int Format, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Put in place of another so that the log is read from its beginning, by whoever wakes next.</summary>
    public static Snapshot OfNothing { get; } = new(0, ReadOnlyMemory<byte>.Empty, 0, ReadOnlyMemory<byte>.Empty);
}
