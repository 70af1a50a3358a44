namespace Collab.Storage;

/// <summary>Which snapshot is stored, whether or not it can be read.</summary>
/// <param name="Seq">The seq of the last event folded in; 0 for <see cref="Snapshot.OfNothing"/>.</param>
/// <param name="Format">The version of the encoding of its bytes.</param>
public sealed record SnapshotInfo(long Seq, int Format);
