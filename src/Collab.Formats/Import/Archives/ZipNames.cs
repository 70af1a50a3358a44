using System.Text;

namespace Collab.Formats.Import.Archives;

/// <summary>Names of entries. None is ever used as a path; one that could lead out of a folder shows what the archive is made for.</summary>
internal static class ZipNames
{
    private const int MaxLength = 512;
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    public static string? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Utf8.GetString(bytes) is var name && IsSafe(name) ? name : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool IsSafe(string name) =>
        name.Length is > 0 and <= MaxLength && name[0] != '/'
        && !name.Any(c => char.IsControl(c) || c is '\\' or ':')
        && !name.Split('/').Any(part => part is "." or "..");
}
