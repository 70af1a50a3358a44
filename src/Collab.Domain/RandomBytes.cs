using System.Security.Cryptography;

namespace Collab.Domain;

/// <summary>Random bytes that nobody can foresee, for ids and salts. The system is asked for many at once: to ask costs more than the bytes.</summary>
internal static class RandomBytes
{
    private const int Most = 1024;

    [ThreadStatic]
    private static byte[]? _stock;

    [ThreadStatic]
    private static int _left;

    public static void Fill(Span<byte> bytes)
    {
        if (_left < bytes.Length)
        {
            RandomNumberGenerator.Fill(_stock ??= new byte[Most]);
            _left = Most;
        }

        var next = _stock.AsSpan(Most - _left, bytes.Length);
        next.CopyTo(bytes);
        // Nobody gets them twice, nor finds them in memory.
        next.Clear();
        _left -= bytes.Length;
    }
}
