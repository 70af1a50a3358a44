using System.IO.Compression;
using Collab.Domain;

namespace Collab.Formats.Import.Archives;

/// <summary>
/// An archive of which every entry was inflated once, counted and thrown away, before any is read: what its headers claim is believed only
/// after that. Nothing is ever written to a disk.
/// </summary>
internal sealed class SafeArchive
{
    /// <summary>Below this an entry may be packed as tightly as it likes.</summary>
    private const int SmallSize = 100_000;

    private readonly byte[] _file;
    private readonly Dictionary<string, ZipEntry> _entries;

    private SafeArchive(byte[] file, IEnumerable<ZipEntry> entries)
    {
        _file = file;
        _entries = entries.ToDictionary(entry => entry.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <exception cref="RefusalException"><c>unsafe-file</c>, <c>malformed-file</c> or <c>not-taken</c>.</exception>
    public static SafeArchive Open(byte[] file)
    {
        var archive = new SafeArchive(file, ZipDirectory.Read(file));
        if (archive._entries.Values.Sum(entry => entry.Size) > ImportLimits.MaxUnpackedBytes)
            throw TooLarge();
        var total = 0L;
        var buffer = new byte[64 * 1024];
        foreach (var entry in archive._entries.Values)
            total = archive.Count(entry, total, buffer);
        return archive;
    }

    public bool Has(string name) => _entries.ContainsKey(name);

    /// <returns>The bytes of an entry; null where there is none of that name.</returns>
    /// <exception cref="RefusalException"><c>too-large</c>.</exception>
    public byte[]? Read(string name)
    {
        if (!_entries.TryGetValue(name, out var entry))
            return null;
        if (entry.Size > ImportLimits.MaxBytes)
            throw TextCheck.TooLarge();
        var bytes = new byte[entry.Size];
        using var stream = Inflate(entry);
        stream.ReadExactly(bytes);
        return bytes;
    }

    private long Count(ZipEntry entry, long total, byte[] buffer)
    {
        var size = 0L;
        var crc = Crc32.Start;
        using var stream = Inflate(entry);
        try
        {
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                if (size == 0 && IsArchive(buffer.AsSpan(0, read)) && !IsEmbedded(entry.Name))
                    throw Refusals.Unsafe("The archive has another archive in it.");
                size += read;
                crc = Crc32.Go(crc, buffer.AsSpan(0, read));
                if (size > entry.Size)
                    throw Refusals.Unsafe("The archive has an entry that is larger than it claims.");
                if (size > SmallSize && size > entry.CompressedSize * ImportLimits.MaxRatio)
                    throw Refusals.Unsafe($"The archive has an entry that grows to more than {ImportLimits.MaxRatio} times its size.");
                if (total + size > ImportLimits.MaxUnpackedBytes)
                    throw TooLarge();
            }
        }
        catch (InvalidDataException)
        {
            throw Refusals.Malformed("The archive has an entry that cannot be unpacked.");
        }

        if (size != entry.Size || Crc32.End(crc) != entry.Crc)
            throw Refusals.Unsafe("The archive has an entry that is not what it claims.");
        return total + size;
    }

    private Stream Inflate(ZipEntry entry)
    {
        var packed = new MemoryStream(_file, (int)entry.Data, (int)entry.CompressedSize, writable: false);
        return entry.IsDeflated ? new DeflateStream(packed, CompressionMode.Decompress) : packed;
    }

    private static bool IsArchive(ReadOnlySpan<byte> start) => start.StartsWith<byte>([0x50, 0x4B, 0x03, 0x04]);

    /// <summary>A table within a Word document is a workbook of its own, an archive. It is never opened.</summary>
    private static bool IsEmbedded(string name) => name.StartsWith("word/embeddings/", StringComparison.OrdinalIgnoreCase);

    private static RefusalException TooLarge() => Refusals.Unsafe($"The archive holds more than {ImportLimits.MaxUnpackedBytes / 1_000_000} MB.");
}
