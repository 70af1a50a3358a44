using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Views;

namespace Collab.Formats.Archive;

/// <summary>
/// One line of an archive's log. Data and payload are strings that hold JSON: the chain is over their bytes, and a reader of JSON gives
/// those of a string back exactly, those of an object not.
/// </summary>
internal static class ArchivedEvent
{
    /// <summary>A time to the tick: the chain covers it.</summary>
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it as far as the audience may have it, with the end of the line.</summary>
    public static Disclosure Write(Stream stream, StoredEvent stored, DocumentState head, Audience audience)
    {
        var e = EventCodec.Read(stored);
        var disclosure = LogDisclosure.Of(e, head, audience);
        using (var json = new Utf8JsonWriter(stream, WriterOptions))
        {
            json.WriteStartObject();
            if (disclosure == Disclosure.HashAlone)
                WriteShown(json, e, head, audience);
            else
                WriteStored(json, stored, disclosure == Disclosure.Whole);
            json.WriteString("hash", Convert.ToHexStringLower(stored.Hash.Span));
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return disclosure;
    }

    /// <summary>The event of a line, and whether it stands there with its hash alone.</summary>
    /// <exception cref="FormatException">It is no event. <see cref="JsonException"/>, <see cref="InvalidOperationException"/> and <see cref="KeyNotFoundException"/> mean the same.</exception>
    public static (StoredEvent Event, bool HashAlone) Read(ReadOnlyMemory<byte> line)
    {
        using var parsed = JsonDocument.Parse(line);
        var json = parsed.RootElement;
        var hash = Hex(json, "hash") ?? throw new FormatException("An event without a hash.");
        if (json.TryGetProperty("shown", out var shown))
            return (new StoredEvent { Seq = json.GetProperty("seq").GetInt64(), Actor = "", Command = default, Kind = "", At = default, Data = default, Hash = hash }, true);
        return (new StoredEvent
        {
            Seq = json.GetProperty("seq").GetInt64(),
            Clause = Text(json, "clause"),
            Actor = json.GetProperty("actor").GetString()!,
            Command = json.GetProperty("command").GetGuid(),
            Ordinal = json.GetProperty("ordinal").GetInt32(),
            Kind = json.GetProperty("kind").GetString()!,
            At = DateTimeOffset.ParseExact(json.GetProperty("at").GetString()!, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            Data = Encoding.UTF8.GetBytes(json.GetProperty("data").GetString()!),
            Payload = Text(json, "payload") is { } payload ? (ReadOnlyMemory<byte>?)Encoding.UTF8.GetBytes(payload) : null,
            Salt = Hex(json, "salt"),
            Digest = Hex(json, "digest"),
            Hash = hash,
        }, false);
    }

    private static void WriteShown(Utf8JsonWriter json, LogEvent e, DocumentState head, Audience audience)
    {
        json.WriteNumber("seq", e.Seq);
        json.WritePropertyName("shown");
        EventWriter.Write(json, e, head, e.Data is AnnotationEventData about ? head.Find(about.Annotation) : null, audience);
    }

    private static void WriteStored(Utf8JsonWriter json, StoredEvent stored, bool words)
    {
        json.WriteNumber("seq", stored.Seq);
        if (stored.Clause is { } clause)
            json.WriteString("clause", clause);
        json.WriteString("actor", stored.Actor);
        json.WriteString("command", stored.Command);
        json.WriteNumber("ordinal", stored.Ordinal);
        json.WriteString("kind", stored.Kind);
        json.WriteString("at", stored.At.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
        json.WriteString("data", stored.Data.Span);
        if (words && stored.Payload is { } payload)
        {
            json.WriteString("payload", payload.Span);
            json.WriteString("salt", Convert.ToHexStringLower(stored.Salt!.Value.Span));
        }

        if (stored.Digest is { } digest)
            json.WriteString("digest", Convert.ToHexStringLower(digest.Span));
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static ReadOnlyMemory<byte>? Hex(JsonElement json, string name) => Text(json, name) is { } hex ? (ReadOnlyMemory<byte>?)Convert.FromHexString(hex) : null;
}
