using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Collab.Storage.Sqlite;

/// <summary>
/// The newest seq and hash of every stream in a file of their own, written after the commit: a hash chain that lost its tail is whole,
/// and only this file tells. It may lag behind the database but never leads, so it is not waited for on the disk.
/// </summary>
internal sealed class HeadAnchors(string file) : IDisposable
{
    // Epoch, seq, hash, and the first bytes of a SHA-256 over these and the stream's key.
    private const int SeqAt = 16, HashAt = 24, CheckAt = 56, Size = 64;
    private readonly SafeFileHandle _file = Open(file);

    /// <summary>Notes a head; when that is not possible, the one before stays.</summary>
    public void Write(Head head)
    {
        Span<byte> slot = stackalloc byte[Size];
        head.Epoch.Span.CopyTo(slot);
        BinaryPrimitives.WriteInt64LittleEndian(slot[SeqAt..], head.Seq);
        head.Hash.Span.CopyTo(slot[HashAt..]);
        Check(head.StreamKey, slot, slot[CheckAt..]);
        try { RandomAccess.Write(_file, slot, head.StreamKey * Size); }
        catch (IOException) { }
    }

    /// <summary>The seq that the stream reached at least; 0 when nothing is known of this epoch.</summary>
    public long Read(long streamKey, ReadOnlySpan<byte> epoch)
    {
        Span<byte> slot = stackalloc byte[Size];
        Span<byte> check = stackalloc byte[Size - CheckAt];
        if (RandomAccess.Read(_file, slot, streamKey * Size) < Size)
            return 0;
        Check(streamKey, slot, check);
        return check.SequenceEqual(slot[CheckAt..]) && epoch.SequenceEqual(slot[..SeqAt]) ? BinaryPrimitives.ReadInt64LittleEndian(slot[SeqAt..]) : 0;
    }

    /// <summary>The streams of which a head was noted.</summary>
    public IEnumerable<long> Keys()
    {
        var slot = new byte[Size];
        var check = new byte[Size - CheckAt];
        for (long key = 0; RandomAccess.Read(_file, slot, key * Size) == Size; key++)
        {
            Check(key, slot, check);
            if (check.AsSpan().SequenceEqual(slot.AsSpan(CheckAt)))
                yield return key;
        }
    }

    public void Dispose() => _file.Dispose();

    private static void Check(long streamKey, ReadOnlySpan<byte> slot, Span<byte> check)
    {
        Span<byte> covered = stackalloc byte[sizeof(long) + CheckAt];
        BinaryPrimitives.WriteInt64LittleEndian(covered, streamKey);
        slot[..CheckAt].CopyTo(covered[sizeof(long)..]);
        SHA256.HashData(covered)[..check.Length].CopyTo(check);
    }

    private static SafeFileHandle Open(string file)
    {
        DataFolder.Create(file, FileMode.OpenOrCreate).Dispose();
        return File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
    }
}
