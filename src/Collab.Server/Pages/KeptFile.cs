using System.IO.Compression;
using Collab.Domain;

namespace Collab.Server.Pages;

/// <summary>What was uploaded, as a page keeps it in a field of its form, so that no node has to: packed by Brotli, as base64.</summary>
internal static class KeptFile
{
    public static async Task<string> PackAsync(ReadOnlyMemory<byte> file, CancellationToken cancellation)
    {
        using var packed = new MemoryStream();
        await using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await brotli.WriteAsync(file, cancellation);
        return Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length);
    }

    /// <param name="tooLarge">What is said where it unpacks to more.</param>
    /// <exception cref="RefusalException"><c>bad-request</c>: it is not what was packed; <paramref name="tooLarge"/>.</exception>
    public static async Task<ReadOnlyMemory<byte>> UnpackAsync(string packed, long most, RefusalException tooLarge, CancellationToken cancellation)
    {
        try
        {
            await using var unpacked = new BrotliStream(new MemoryStream(Convert.FromBase64String(packed)), CompressionMode.Decompress);
            return await ReadAsync(unpacked, most, tooLarge, cancellation);
        }
        catch (Exception error) when (error is FormatException or InvalidDataException or InvalidOperationException)
        {
            throw new RefusalException("bad-request", "The file that the page had kept is damaged. Choose it again.");
        }
    }

    /// <summary>All of a stream. Whatever it grows to: a few bytes may unpack to many.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream from, long most, RefusalException tooLarge, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        var piece = new byte[64 * 1024];
        for (int read; (read = await from.ReadAsync(piece, cancellation)) > 0;)
        {
            if (bytes.Length + read > most)
                throw tooLarge;
            bytes.Write(piece, 0, read);
        }

        return bytes.ToArray();
    }
}
