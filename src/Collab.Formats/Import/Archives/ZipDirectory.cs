using System.Buffers.Binary;
using Collab.Domain;

namespace Collab.Formats.Import.Archives;

/// <summary>
/// Reads the directory of an archive, strictly: whatever two readers could understand in two ways is refused (data before the first entry's
/// header or after the end, entries that overlap, headers that differ, one name twice, ZIP64).
/// </summary>
internal static class ZipDirectory
{
    private const int EndLength = 22;
    private const int CentralLength = 46;
    private const int LocalLength = 30;
    private const uint UnixKind = 0xF000_0000;
    private const uint UnixLink = 0xA000_0000;

    public static List<ZipEntry> Read(ReadOnlySpan<byte> file)
    {
        var end = file.Length - EndLength;
        if (end < 0 || Number(file, end) != 0x06054B50 || Short(file, end + 20) != 0)
            throw Refusals.Malformed("The archive has no end, or something behind it.");
        var (count, size, start) = (Short(file, end + 10), Number(file, end + 12), Number(file, end + 16));
        if (count > ImportLimits.MaxEntries)
            throw Refusals.Unsafe($"The archive has more than {ImportLimits.MaxEntries} entries.");
        if (count == 0 || Number(file, end + 4) != 0 || Short(file, end + 8) != count || (long)start + size != end)
            throw Refusals.Malformed("The archive's directory is not where its end says.");

        var entries = new List<ZipEntry>(count);
        var at = (int)start;
        for (var i = 0; i < count; i++)
        {
            if (at + CentralLength > end || Number(file, at) != 0x02014B50)
                throw Refusals.Malformed("The archive's directory ends too early.");
            var next = at + CentralLength + Short(file, at + 28) + Short(file, at + 30) + Short(file, at + 32);
            if (next > end)
                throw Refusals.Malformed("The archive's directory ends too early.");
            entries.Add(ReadEntry(file, at, start));
            at = next;
        }

        if (at != end)
            throw Refusals.Malformed("The archive's directory is longer than its end says.");
        CheckTogether(entries);
        return entries;
    }

    private static ZipEntry ReadEntry(ReadOnlySpan<byte> file, int at, uint directory)
    {
        if ((Short(file, at + 8) & 0x2041) != 0)
            throw Refusals.NotTaken("The document is encrypted. Save it without a password and import it again.");
        if (Short(file, at + 10) is not (0 or 8) || Short(file, at + 34) != 0)
            throw Refusals.NotTaken("The archive is packed in a way that is not read here. Save the document again with a word processor.");
        if ((Number(file, at + 38) & UnixKind) == UnixLink)
            throw Refusals.Unsafe("The archive has a link to another file in it.");
        var rawName = file.Slice(at + CentralLength, Short(file, at + 28));
        var name = ZipNames.Read(rawName) ?? throw Refusals.Unsafe("The archive has an entry whose name is no safe file name.");
        var (packed, size, header) = (Number(file, at + 20), Number(file, at + 24), Number(file, at + 42));
        if (packed == uint.MaxValue || size == uint.MaxValue || header == uint.MaxValue)
            throw Refusals.Unsafe("The archive claims entries of more than 4 GiB.");
        var data = (long)header + LocalLength;
        if (data > directory || Number(file, (int)header) != 0x04034B50)
            throw Refusals.Malformed("An entry of the archive is not where its directory says.");
        data += Short(file, (int)header + 26) + Short(file, (int)header + 28);
        if (data + packed > directory || !file.Slice((int)header + LocalLength, Short(file, (int)header + 26)).SequenceEqual(rawName) || !Agree(file, at, (int)header))
            throw Refusals.Malformed("An entry of the archive is not what its directory says.");
        return new(name, Short(file, at + 10) == 8, packed, size, Number(file, at + 16), header, data);
    }

    /// <summary>Whether the header before the data claims the same. A packer that did not know the sizes yet puts them behind the data.</summary>
    private static bool Agree(ReadOnlySpan<byte> file, int central, int local) =>
        Short(file, central + 10) == Short(file, local + 8)
        && ((Short(file, local + 6) & 8) != 0
            || (Number(file, central + 20) == Number(file, local + 18) && Number(file, central + 24) == Number(file, local + 22)));

    private static void CheckTogether(List<ZipEntry> entries)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var end = 0L;
        foreach (var entry in entries.OrderBy(entry => entry.Header))
        {
            if (entry.Header < end)
                throw Refusals.Unsafe("The archive has entries that overlap.");
            if (!names.Add(entry.Name))
                throw Refusals.Unsafe("The archive has two entries of one name.");
            end = entry.Data + entry.CompressedSize;
        }
    }

    private static int Short(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file[at..]);

    private static uint Number(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt32LittleEndian(file[at..]);
}
