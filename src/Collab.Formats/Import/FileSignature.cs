namespace Collab.Formats.Import;

/// <summary>Recognises files that are surely no text by their first bytes, whatever their name says.</summary>
internal static class FileSignature
{
    private static readonly (byte[] Start, string Name)[] Known =
    [
        ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive or an Office document"),
        ([0x50, 0x4B, 0x05, 0x06], "an empty ZIP archive"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Office document"),
        ([0x25, 0x50, 0x44, 0x46, 0x2D], "a PDF"),
        ([0x7B, 0x5C, 0x72, 0x74, 0x66], "a Rich Text document"),
        ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"),
        ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
        ([0x47, 0x49, 0x46, 0x38], "a GIF picture"),
        ([0x1F, 0x8B], "a gzip archive"),
        ([0x37, 0x7A, 0xBC, 0xAF], "a 7-Zip archive"),
        ([0x52, 0x61, 0x72, 0x21], "a RAR archive"),
        ([0x7F, 0x45, 0x4C, 0x46], "a program"),
    ];

    public static string? NameOf(ReadOnlySpan<byte> file)
    {
        foreach (var (start, name) in Known)
        {
            if (file.StartsWith(start))
                return name;
        }

        return null;
    }
}
