using System.Text;

namespace Collab.Storage.Tests.Flips;

/// <summary>One thing that happens to the files of a database: a bit flips, a page is zeroed, an end is cut off.</summary>
/// <param name="Name">What and where, as it is printed.</param>
/// <param name="File">The file.</param>
/// <param name="At">The byte from which on it is changed.</param>
/// <param name="Do">Does it to the file's bytes.</param>
/// <param name="IsOnePage">Whether that page alone is changed.</param>
internal sealed record Strike(string Name, string File, int At, bool IsOnePage, Func<byte[], byte[]> Do)
{
    private const int PageSize = 4096;

    public static Strike Of(int seed, IReadOnlyDictionary<string, byte[]> files)
    {
        var random = new Random(seed);
        var file = random.Next(4) == 0 ? "collab.db-wal" : "collab.db";
        var (at, bit) = (random.Next(files[file].Length), random.Next(8));
        var page = at / PageSize * PageSize;
        return random.Next(10) switch
        {
            0 => new($"seed {seed}: {file} cut off at byte {at}", file, at, false, bytes => bytes[..at]),
            1 => new($"seed {seed}: page at byte {page} of {file} zeroed", file, at, true, bytes => Changed(bytes, all => all.AsSpan(page, Math.Min(PageSize, all.Length - page)).Clear())),
            _ => new($"seed {seed}: bit {bit} of byte {at} of {file} flipped", file, at, true, bytes => Changed(bytes, all => all[at] ^= (byte)(1 << bit))),
        };
    }

    /// <summary>The streams none of whose rows stand on the page that is struck; null where it is no page of rows.</summary>
    public IReadOnlySet<string>? Unhurt(IReadOnlyDictionary<string, byte[]> files, IEnumerable<string> streams)
    {
        const byte Overflow = 0, TableLeaf = 13;
        if (File != "collab.db" || !IsOnePage)
            return null;
        var page = files[File].AsSpan(At / PageSize * PageSize, PageSize);
        if (At < PageSize || page[0] is not (Overflow or TableLeaf))
            return null;
        HashSet<string> hurt = [];
        foreach (var stream in streams)
        {
            if (page.IndexOf(Encoding.UTF8.GetBytes(Story.Mark(stream))) >= 0)
                hurt.Add(stream);
        }

        return hurt.Count == 0 ? null : streams.Where(stream => !hurt.Contains(stream)).ToHashSet();
    }

    private static byte[] Changed(byte[] bytes, Action<byte[]> change)
    {
        var copy = (byte[])bytes.Clone();
        change(copy);
        return copy;
    }
}
