using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Collab.Domain.Documents;
using Collab.Domain.Json;

namespace Collab.Domain.Events;

/// <summary>Turns events into what a log stores, and back.</summary>
public static class EventCodec
{
    private static readonly FrozenDictionary<string, JsonTypeInfo> Kinds = typeof(EventData).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(EventData)) && !type.IsAbstract && type != typeof(UnknownEvent))
        .ToFrozenDictionary(type => type.Name, type => DomainJson.Instance.GetTypeInfo(type)!);

    // What an event without words has in their place. Its digest is salted, so whoever has the hash and not the event cannot try who was meant.
    private static ReadOnlySpan<byte> NoWords => "{}"u8;

    /// <summary>Every kind of event that this version knows.</summary>
    public static IEnumerable<string> KnownKinds => Kinds.Keys;

    /// <summary>The event as the log chains it behind the hash, which covers a salt whether there are words or not; seq and time must have been given.</summary>
    public static StoredEvent Seal(string stream, ReadOnlySpan<byte> previousHash, LogEvent e) =>
        EventChain.Seal(stream, previousHash, new StoredEvent
        {
            Seq = e.Seq,
            Clause = e.Clause,
            Actor = e.Actor,
            Command = e.Command,
            Ordinal = e.Ordinal,
            Kind = e.Kind,
            At = e.At,
            Data = JsonSerializer.SerializeToUtf8Bytes(e.Data, Kinds[e.Kind]),
            Payload = (ReadOnlyMemory<byte>?)(e.Words is { } words ? JsonSerializer.SerializeToUtf8Bytes(words, DomainJson.Instance.Words) : NoWords.ToArray()),
        });

    /// <summary>The stored event as the domain reads it. Kinds of a newer version become <see cref="UnknownEvent"/>; words that are none or were erased are null.</summary>
    public static LogEvent Read(StoredEvent stored) => new()
    {
        Seq = stored.Seq,
        Clause = stored.Clause,
        Actor = stored.Actor,
        Command = stored.Command,
        Ordinal = stored.Ordinal,
        At = stored.At,
        Data = Kinds.TryGetValue(stored.Kind, out var kind)
            ? (EventData)JsonSerializer.Deserialize(stored.Data.Span, kind)!
            : new UnknownEvent(stored.Kind),
        Words = stored.Payload is { } payload && !payload.Span.SequenceEqual(NoWords) ? JsonSerializer.Deserialize(payload.Span, DomainJson.Instance.Words) : null,
        Hash = Convert.ToHexStringLower(stored.Hash.Span),
    };

    /// <summary>An event's data as JSON, without its kind; of an event that this version does not know, nothing.</summary>
    public static void WriteData(Utf8JsonWriter json, EventData data)
    {
        if (Kinds.TryGetValue(data.Kind, out var kind))
        {
            JsonSerializer.Serialize(json, data, kind);
            return;
        }

        json.WriteStartObject();
        json.WriteEndObject();
    }

    /// <summary>The data of an event of that kind.</summary>
    public static EventData ReadData(string kind, JsonElement data) =>
        Kinds.TryGetValue(kind, out var known) ? (EventData)data.Deserialize(known)! : new UnknownEvent(kind);

    /// <summary>The text of a revision as it is stored by its content.</summary>
    public static byte[] WriteText(IReadOnlyList<ClauseDraft> clauses) =>
        JsonSerializer.SerializeToUtf8Bytes(clauses, DomainJson.Instance.IReadOnlyListClauseDraft);

    /// <summary>The event with the clauses of its text, read from what <see cref="WriteText"/> wrote.</summary>
    public static LogEvent WithText(LogEvent e, ReadOnlySpan<byte> text)
    {
        var bringing = (ITextEvent)e.Data;
        var drafts = JsonSerializer.Deserialize(text, DomainJson.Instance.IReadOnlyListClauseDraft)!;
        return e with { Data = bringing.WithClauses(TextRevision.Clauses(drafts, bringing.ClauseIds)) };
    }

    public static byte[] WriteSnapshot(DocumentSnapshot snapshot) => JsonSerializer.SerializeToUtf8Bytes(snapshot, DomainJson.Stored.DocumentSnapshot);

    public static DocumentSnapshot ReadSnapshot(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize(bytes, DomainJson.Stored.DocumentSnapshot)!;
}
