namespace Collab.Domain.Events;

/// <summary>
/// An event as the log keeps it: a sealed link of its stream's hash chain. <see cref="EventChain.Seal"/> makes one out of an unsealed
/// event. Two stored events are equal when every field has equal content.
/// </summary>
public sealed record StoredEvent
{
    /// <summary>How long what it says is.</summary>
    public int Bytes => Data.Length + (Payload?.Length ?? 0);

    /// <summary>The event's number in its stream: 1, 2, 3 … with no gap.</summary>
    public required long Seq { get; init; }

    /// <summary>The id of the home clause; null is the document as a whole.</summary>
    public string? Clause { get; init; }

    /// <summary>The opaque id of who did it.</summary>
    public required string Actor { get; init; }

    /// <summary>The id that the client gave to the command; (actor, command, ordinal) occurs once in a stream.</summary>
    public required Guid Command { get; init; }

    /// <summary>The place of this event among those of its command, from 0.</summary>
    public int Ordinal { get; init; }

    public required string Kind { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Ids, kinds and places, as UTF-8 JSON. Never erased.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>What a person wrote, as UTF-8 JSON, an empty object where that is nothing; null when it was erased, and where an earlier version had nothing to write.</summary>
    /// <remarks>A null array converts to an empty payload, not to none: in a conditional write <c>(ReadOnlyMemory&lt;byte&gt;?)bytes</c>.</remarks>
    public ReadOnlyMemory<byte>? Payload { get; init; }

    /// <summary>16 random bytes that keep the digest from confirming a guess at the payload; null once erased.</summary>
    public ReadOnlyMemory<byte>? Salt { get; init; }

    /// <summary>SHA-256 of salt and payload, 32 bytes. It stays when the payload is erased, so that the chain still holds.</summary>
    public ReadOnlyMemory<byte>? Digest { get; init; }

    /// <summary>SHA-256 that chains this event to the one before, 32 bytes; empty until sealed.</summary>
    public ReadOnlyMemory<byte> Hash { get; init; }

    /// <summary>Whether a payload was here and has been erased.</summary>
    public bool IsErased => Digest is not null && Payload is null;

    public bool Equals(StoredEvent? other) =>
        other is not null && Seq == other.Seq && Clause == other.Clause && Actor == other.Actor && Command == other.Command
        && Ordinal == other.Ordinal && Kind == other.Kind && At == other.At && Data.Span.SequenceEqual(other.Data.Span)
        && SameBytes(Payload, other.Payload) && SameBytes(Salt, other.Salt) && SameBytes(Digest, other.Digest)
        && Hash.Span.SequenceEqual(other.Hash.Span);

    public override int GetHashCode() => HashCode.Combine(Seq, Actor, Command, Ordinal, Kind);

    private static bool SameBytes(ReadOnlyMemory<byte>? a, ReadOnlyMemory<byte>? b) =>
        a is null ? b is null : b is not null && a.Value.Span.SequenceEqual(b.Value.Span);
}
