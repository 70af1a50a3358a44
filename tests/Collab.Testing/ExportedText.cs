using System.IO.Compression;
using System.Text;

namespace Collab.Testing;

/// <summary>The words of an exported file, whatever it is: of an archive those of all its parts.</summary>
public static class ExportedText
{
    public static string Of(byte[] file) => file.AsSpan().StartsWith("PK"u8) ? string.Join('\n', Parts(file).Values.Select(Encoding.UTF8.GetString)) : Encoding.UTF8.GetString(file);

    /// <summary>The parts of an archive by their names, in their order.</summary>
    public static OrderedDictionary<string, byte[]> Parts(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        var parts = new OrderedDictionary<string, byte[]>();
        foreach (var entry in zip.Entries)
        {
            using var part = entry.Open();
            using var bytes = new MemoryStream();
            part.CopyTo(bytes);
            parts.Add(entry.FullName, bytes.ToArray());
        }

        return parts;
    }
}
