using System.Text;
using Collab.Domain;

namespace Collab.Formats.Import;

/// <summary>Reads a file's bytes as text: UTF-8, or UTF-16 with a byte order mark.</summary>
public static class TextDecoder
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding LittleEndian = new(false, false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding BigEndian = new(true, false, throwOnInvalidBytes: true);

    /// <exception cref="RefusalException"><c>empty-file</c>, <c>too-large</c>, <c>unsupported-media-type</c> or <c>bad-characters</c>.</exception>
    public static string Decode(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty)
            throw TextCheck.Empty();
        if (file.Length > ImportLimits.MaxBytes)
            throw TextCheck.TooLarge();
        if (file.StartsWith<byte>([0xFF, 0xFE]))
            return Decode(LittleEndian, file[2..]);
        if (file.StartsWith<byte>([0xFE, 0xFF]))
            return Decode(BigEndian, file[2..]);
        if (FileSignature.NameOf(file) is { } name)
            throw new RefusalException("unsupported-media-type", $"This is {name}, not a text file. Save it as plain text (UTF-8) and import that.");
        if (file.Contains((byte)0))
            throw new RefusalException("unsupported-media-type", "This is not a text file: it has bytes that no text has. Save it as plain text (UTF-8) and import that.");
        return Decode(Utf8, file.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? file[3..] : file);
    }

    private static string Decode(Encoding encoding, ReadOnlySpan<byte> file)
    {
        try
        {
            return encoding.GetString(file);
        }
        catch (DecoderFallbackException invalid)
        {
            throw new RefusalException("bad-characters", $"The file is not {(encoding is UTF8Encoding ? "UTF-8" : "UTF-16")} (at byte {invalid.Index}). Save it as UTF-8 and import it again.");
        }
    }
}
