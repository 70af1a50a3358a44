using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Collab.Storage.Sqlite;

/// <summary>A head in 64 bytes that are known to be what was written, or else count for nothing.</summary>
internal static class HeadSlot
{
    public const int Size = 64;

    // Epoch, seq, hash, and the first bytes of a SHA-256 over these and the stream's key.
    private const int SeqAt = 16, HashAt = 24, CheckAt = 56;

    public static void Write(Head head, Span<byte> slot)
    {
        head.Epoch.Span.CopyTo(slot);
        BinaryPrimitives.WriteInt64LittleEndian(slot[SeqAt..], head.Seq);
        head.Hash.Span.CopyTo(slot[HashAt..]);
        Check(head.StreamKey, slot, slot[CheckAt..]);
    }

    /// <summary>Null where it is not what was written of this stream.</summary>
    public static Head? Read(long streamKey, ReadOnlySpan<byte> slot)
    {
        Span<byte> check = stackalloc byte[Size - CheckAt];
        if (slot.Length != Size)
            return null;
        Check(streamKey, slot, check);
        return check.SequenceEqual(slot[CheckAt..])
            ? new Head(streamKey, slot[..SeqAt].ToArray(), BinaryPrimitives.ReadInt64LittleEndian(slot[SeqAt..]), slot[HashAt..CheckAt].ToArray())
            : null;
    }

    private static void Check(long streamKey, ReadOnlySpan<byte> slot, Span<byte> check)
    {
        Span<byte> covered = stackalloc byte[sizeof(long) + CheckAt];
        BinaryPrimitives.WriteInt64LittleEndian(covered, streamKey);
        slot[..CheckAt].CopyTo(covered[sizeof(long)..]);
        SHA256.HashData(covered)[..check.Length].CopyTo(check);
    }
}
