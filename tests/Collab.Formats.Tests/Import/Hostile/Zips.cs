using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Collab.Formats.Tests.Import.Hostile;

/// <summary>Makes archives, good ones and such as no packer makes.</summary>
public static class Zips
{
    public const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    public static byte[] Of(params (string Name, byte[] Content)[] entries) => Of(entries.AsEnumerable());

    public static byte[] Of(IEnumerable<(string Name, byte[] Content)> entries, int link = -1, CompressionLevel packing = CompressionLevel.SmallestSize)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            var number = 0;
            foreach (var (name, content) in entries)
            {
                var entry = archive.CreateEntry(name, packing);
                if (number++ == link)
                    entry.ExternalAttributes = unchecked((int)0xA1FF0000);
                using var stream = entry.Open();
                stream.Write(content);
            }
        }

        return file.ToArray();
    }

    /// <summary>A Word document of these paragraphs, each the inside of a <c>w:p</c>.</summary>
    public static byte[] Docx(IEnumerable<string> paragraphs, params (string Name, string Content)[] others) => Of(
        [
            ("[Content_Types].xml", Encoding.UTF8.GetBytes("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>")),
            ("word/document.xml", Encoding.UTF8.GetBytes($"<w:document xmlns:w=\"{Word}\"><w:body>{string.Concat(paragraphs.Select(inside => $"<w:p>{inside}</w:p>"))}</w:body></w:document>")),
            .. others.Select(other => (other.Name, Encoding.UTF8.GetBytes(other.Content))),
        ]);

    public static string Run(string text) => $"<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>";

    /// <summary>Where the entry with that number stands in the directory at the end.</summary>
    public static int Central(byte[] zip, int number)
    {
        var at = BinaryPrimitives.ReadInt32LittleEndian(zip.AsSpan(zip.Length - 6));
        for (; number > 0; number--)
            at += 46 + BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan(at + 28)) + BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan(at + 30));
        return at;
    }

    /// <summary>Overwrites a number of the directory's entry and, where the header before the data has it too, of that.</summary>
    public static byte[] Lie(byte[] zip, int number, int central, int local, uint value)
    {
        var lying = zip.ToArray();
        var at = Central(lying, number);
        BinaryPrimitives.WriteUInt32LittleEndian(lying.AsSpan(at + central), value);
        if (local > 0)
            BinaryPrimitives.WriteUInt32LittleEndian(lying.AsSpan(BinaryPrimitives.ReadInt32LittleEndian(lying.AsSpan(at + 42)) + local), value);
        return lying;
    }

    /// <summary>The same archive with other bytes for a name, in both places.</summary>
    public static byte[] Renamed(byte[] zip, string from, string to)
    {
        Assert.Equal(from.Length, to.Length);
        return Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(zip).Replace(from, to, StringComparison.Ordinal));
    }
}
