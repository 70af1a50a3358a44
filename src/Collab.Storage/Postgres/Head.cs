namespace Collab.Storage.Postgres;

/// <summary>The newest event of a stream; seq 0 and the genesis hash when there is none.</summary>
internal readonly record struct Head(long StreamKey, long Seq, ReadOnlyMemory<byte> Hash);
