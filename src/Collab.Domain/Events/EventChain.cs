using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Collab.Domain.Events;

/// <summary>
/// The hash chain of a stream. Each event's hash covers the hash before it and every field except payload and salt, for which the digest
/// stands: erasing those two leaves the chain whole. The epoch is not covered, so a restored stream keeps its hashes.
/// </summary>
public static class EventChain
{
    /// <summary>Bytes of a hash or digest (SHA-256).</summary>
    public const int HashSize = 32;

    /// <summary>Bytes of a salt.</summary>
    public const int SaltSize = 16;

    private const int OnStack = 1024;

    // Previous hash, six lengths (-1 is null), ordinal, command, seq, at, digest; the texts and the data come on top.
    private const int FixedSize = HashSize + 7 * sizeof(int) + 16 + 2 * sizeof(long) + HashSize;

    /// <summary>The hash "before" the first event of a stream.</summary>
    public static byte[] Genesis(string stream) => SHA256.HashData(Encoding.UTF8.GetBytes("collab event chain 1\n" + stream));

    /// <summary>SHA-256 of salt and payload.</summary>
    public static byte[] Digest(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> payload)
    {
        var digest = new byte[HashSize];
        Digest(salt, payload, digest);
        return digest;
    }

    /// <summary>Returns the event with its hash, and with salt and digest when it has a payload. A salt that is already there is kept.</summary>
    /// <exception cref="ArgumentException">The previous hash or the salt has the wrong size.</exception>
    public static StoredEvent Seal(string stream, ReadOnlySpan<byte> previousHash, StoredEvent unsealed)
    {
        RequireSize(previousHash.Length, HashSize, nameof(previousHash));
        if (unsealed.Payload is { } payload)
        {
            var salt = unsealed.Salt ?? NewSalt();
            RequireSize(salt.Length, SaltSize, nameof(unsealed));
            unsealed = unsealed with { Salt = salt, Digest = Digest(salt.Span, payload.Span) };
        }

        var hash = new byte[HashSize];
        Hash(stream, previousHash, unsealed, hash);
        return unsealed with { Hash = hash };
    }

    /// <summary>
    /// Checks consecutive events that follow the event with <paramref name="previousHash"/> (or <see cref="Genesis"/>).
    /// Returns the seq of the first damaged one, or null when all are whole. An erased payload is no damage; a gap is damage at the missing seq.
    /// </summary>
    public static long? Verify(string stream, ReadOnlySpan<byte> previousHash, IReadOnlyList<StoredEvent> events)
    {
        for (var i = 0; i < events.Count; i++)
        {
            var e = events[i];
            if (i > 0 && e.Seq != events[i - 1].Seq + 1)
                return events[i - 1].Seq + 1;
            if (!IsWhole(stream, previousHash, e))
                return e.Seq;
            previousHash = e.Hash.Span;
        }

        return null;
    }

    /// <summary>Whether one event is what was sealed after <paramref name="previousHash"/>.</summary>
    public static bool IsWhole(string stream, ReadOnlySpan<byte> previousHash, StoredEvent e)
    {
        if (previousHash.Length != HashSize || e.Hash.Length != HashSize || !IsPayloadWhole(e))
            return false;
        Span<byte> hash = stackalloc byte[HashSize];
        Hash(stream, previousHash, e, hash);
        return hash.SequenceEqual(e.Hash.Span);
    }

    private static byte[] NewSalt()
    {
        var salt = new byte[SaltSize];
        RandomBytes.Fill(salt);
        return salt;
    }

    private static bool IsPayloadWhole(StoredEvent e)
    {
        if (e.Payload is not { } payload)
            return e.Salt is null && e.Digest is null or { Length: HashSize };
        if (e.Salt is not { Length: SaltSize } salt || e.Digest is not { Length: HashSize } digest)
            return false;
        Span<byte> actual = stackalloc byte[HashSize];
        Digest(salt.Span, payload.Span, actual);
        return actual.SequenceEqual(digest.Span);
    }

    private static void Digest(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> payload, Span<byte> digest)
    {
        var size = salt.Length + payload.Length;
        var rented = size > OnStack ? ArrayPool<byte>.Shared.Rent(size) : null;
        var buffer = rented is null ? stackalloc byte[OnStack] : rented;
        salt.CopyTo(buffer);
        payload.CopyTo(buffer[salt.Length..]);
        SHA256.HashData(buffer[..size], digest);
        Return(rented, size);
    }

    // One call over one buffer: several calls of an incremental hash cost more than copying the fields together.
    private static void Hash(string stream, ReadOnlySpan<byte> previousHash, StoredEvent e, Span<byte> hash)
    {
        var most = FixedSize + e.Data.Length
            + 3 * (stream.Length + (e.Clause?.Length ?? 0) + e.Actor.Length + e.Kind.Length);
        var rented = most > OnStack ? ArrayPool<byte>.Shared.Rent(most) : null;
        var buffer = rented is null ? stackalloc byte[OnStack] : rented;
        var size = Encode(stream, previousHash, e, buffer);
        SHA256.HashData(buffer[..size], hash);
        Return(rented, size);
    }

    private static int Encode(string stream, ReadOnlySpan<byte> previousHash, StoredEvent e, Span<byte> buffer)
    {
        var at = 0;
        previousHash.CopyTo(buffer);
        at += HashSize;
        at += Text(buffer[at..], stream);
        at += Number(buffer[at..], e.Seq);
        at += Text(buffer[at..], e.Clause);
        at += Text(buffer[at..], e.Actor);
        e.Command.TryWriteBytes(buffer[at..], bigEndian: true, out var written);
        at += written;
        at += Length(buffer[at..], e.Ordinal);
        at += Text(buffer[at..], e.Kind);
        at += Number(buffer[at..], e.At.UtcTicks);
        at += Bytes(buffer[at..], e.Data.Span);
        return at + (e.Digest is { } digest ? Bytes(buffer[at..], digest.Span) : Length(buffer[at..], -1));
    }

    private static int Text(Span<byte> buffer, string? value)
    {
        if (value is null)
            return Length(buffer, -1);
        var size = Encoding.UTF8.GetBytes(value, buffer[sizeof(int)..]);
        return Length(buffer, size) + size;
    }

    private static int Bytes(Span<byte> buffer, ReadOnlySpan<byte> value)
    {
        value.CopyTo(buffer[sizeof(int)..]);
        return Length(buffer, value.Length) + value.Length;
    }

    private static int Length(Span<byte> buffer, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(buffer, value);
        return sizeof(int);
    }

    private static int Number(Span<byte> buffer, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(buffer, value);
        return sizeof(long);
    }

    // What a person wrote must not linger in a shared buffer after it was erased from the log.
    private static void Return(byte[]? rented, int used)
    {
        if (rented is null)
            return;
        rented.AsSpan(0, used).Clear();
        ArrayPool<byte>.Shared.Return(rented);
    }

    private static void RequireSize(int actual, int expected, string name)
    {
        if (actual != expected)
            throw new ArgumentException($"{expected} bytes are needed, {actual} were given.", name);
    }
}
