using Microsoft.Win32.SafeHandles;

namespace Collab.Storage.Sqlite;

/// <summary>
/// The newest seq and hash of every stream in a file of their own, written after the commit: a hash chain that lost its tail is whole,
/// and only this file tells. It may lag behind the database but never leads, so it is not waited for on the disk.
/// </summary>
internal sealed class HeadAnchors(string file) : IDisposable
{
    private readonly SafeFileHandle _file = Open(file);

    /// <summary>Where the heads of a database stand.</summary>
    public static string Of(string database) => Path.Combine(Path.GetDirectoryName(database)!, "collab.heads");

    /// <summary>Every head in the file, which may be another process's; none when there is no file.</summary>
    public static IReadOnlyList<Head> ReadAll(string file)
    {
        if (!File.Exists(file))
            return [];
        using var opened = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return [.. All(opened)];
    }

    /// <summary>Notes a head; when that is not possible, the one before stays.</summary>
    public void Write(Head head)
    {
        Span<byte> slot = stackalloc byte[HeadSlot.Size];
        HeadSlot.Write(head, slot);
        try { RandomAccess.Write(_file, slot, head.StreamKey * HeadSlot.Size); }
        catch (IOException) { }
    }

    /// <summary>
    /// Notes how far each stream has come, where that is not noted: in data that a version without this file wrote, or after a crash between
    /// a commit and its note. A stream to which nobody writes any more is missed too, from here on.
    /// </summary>
    public void CatchUp(Database database)
    {
        foreach (var head in StreamRow.Heads(database))
        {
            if (Find(head.StreamKey) is not { } known || !known.Epoch.Span.SequenceEqual(head.Epoch.Span) || known.Seq < head.Seq)
                Write(head);
        }
    }

    /// <summary>The seq that the stream reached at least; 0 when nothing is known of this epoch.</summary>
    public long Read(long streamKey, ReadOnlySpan<byte> epoch) => Find(streamKey, epoch)?.Seq ?? 0;

    /// <summary>The head that was noted; null when nothing is known of this epoch.</summary>
    public Head? Find(long streamKey, ReadOnlySpan<byte> epoch) => Find(streamKey) is { } head && head.Epoch.Span.SequenceEqual(epoch) ? head : null;

    /// <summary>The streams of which a head was noted.</summary>
    public IEnumerable<long> Keys() => All(_file).Select(head => head.StreamKey);

    public void Dispose() => _file.Dispose();

    private Head? Find(long streamKey)
    {
        Span<byte> slot = stackalloc byte[HeadSlot.Size];
        return RandomAccess.Read(_file, slot, streamKey * HeadSlot.Size) == HeadSlot.Size ? HeadSlot.Read(streamKey, slot) : null;
    }

    private static IEnumerable<Head> All(SafeFileHandle file)
    {
        var slot = new byte[HeadSlot.Size];
        for (long key = 0; RandomAccess.Read(file, slot, key * HeadSlot.Size) == HeadSlot.Size; key++)
        {
            if (HeadSlot.Read(key, slot) is { } head)
                yield return head;
        }
    }

    private static SafeFileHandle Open(string file)
    {
        DataFolder.Create(file, FileMode.OpenOrCreate).Dispose();
        return File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
    }
}
