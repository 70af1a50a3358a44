namespace Collab.Storage;

/// <summary>Which snapshot is stored, whether or not it can be read.</summary>
/// <param name="Seq">The seq of the last event folded in; 0 for one that was put in place of another so that the log is read from its beginning.</param>
/// <param name="Format">The version of the encoding of its bytes.</param>
public sealed record SnapshotInfo(long Seq, int Format);
