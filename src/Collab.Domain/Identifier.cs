using System.Buffers;

namespace Collab.Domain;

/// <summary>Opaque ids: 128 random bits as 26 characters of lower-case base 32 (no i, l, o, u), safe in a path, a file name and a URL.</summary>
public static class Identifier
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    private static readonly SearchValues<char> Characters = SearchValues.Create(Alphabet);

    /// <summary>The length of an id in characters.</summary>
    public const int Length = 26;

    public static string New()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomBytes.Fill(bytes);
        return Encode(bytes);
    }

    /// <summary>Sixteen bytes as an id.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[Length];
        int buffer = 0, bits = 0, at = 0;
        foreach (var b in bytes)
        {
            buffer = (buffer << 8) | b;
            bits += 8;
            while (bits >= 5)
            {
                text[at++] = Alphabet[(buffer >> (bits - 5)) & 31];
                bits -= 5;
            }

            buffer &= (1 << bits) - 1;
        }

        text[at] = Alphabet[(buffer << (5 - bits)) & 31];
        return new string(text);
    }

    public static bool IsWellFormed(string? id) => id is { Length: Length } && id.AsSpan().IndexOfAnyExcept(Characters) < 0;
}
