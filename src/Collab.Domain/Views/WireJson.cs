using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Domain.Revisions;

namespace Collab.Domain.Views;

/// <summary>The pieces that snapshots and events on the wire have in common.</summary>
public static class WireJson
{
    /// <summary>The length of a time up to its milliseconds.</summary>
    private const int Milliseconds = 23;

    /// <summary>Other scripts than Latin go out as they are: JSON is never put into HTML without escaping it there.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>As <c>2026-03-01T09:00:00.000Z</c>: the round-trip format, which is the fast one, to the millisecond.</summary>
    public static string Time(DateTimeOffset at) => string.Concat(at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture).AsSpan(0, Milliseconds), "Z");

    /// <summary>A time as <see cref="Time"/> gives it; there are so many that no text is made of each.</summary>
    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset at)
    {
        Span<byte> utf8 = stackalloc byte[40];
        at.UtcDateTime.TryFormat(utf8, out _, "O", CultureInfo.InvariantCulture);
        utf8[Milliseconds] = (byte)'Z';
        json.WriteString(name, utf8[..(Milliseconds + 1)]);
    }

    public static void WriteOptional(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    /// <summary>A member by id and, where the audience may know it, name.</summary>
    public static void WriteMember(this Utf8JsonWriter json, string property, string member, DocumentHeader head, Audience audience)
    {
        json.WriteStartObject(property);
        json.WriteString("id", member);
        json.WriteOptional("name", audience.NameOf(member, head));
        if (head.Authors.ContainsKey(member))
            json.WriteBoolean("unverified", true);
        json.WriteEndObject();
    }

    /// <summary>That a note was brought in, where it was.</summary>
    public static void WriteImported(this Utf8JsonWriter json, Imported? imported)
    {
        if (imported is null)
            return;
        json.WriteStartObject("imported");
        json.WriteString("by", imported.By);
        json.WriteTime("at", imported.At);
        json.WriteEndObject();
    }

    public static void WriteMetadata(this Utf8JsonWriter json, DocumentMetadata metadata)
    {
        json.WriteStartObject("metadata");
        foreach (var (key, value) in metadata.Entries)
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    public static void WriteTargets(this Utf8JsonWriter json, ImmutableArray<Target> targets)
    {
        json.WriteStartArray("targets");
        foreach (var target in targets)
            json.WriteTarget(target);
        json.WriteEndArray();
    }

    public static void WriteTarget(this Utf8JsonWriter json, Target target)
    {
        json.WriteStartObject();
        json.WriteString("clause", target.Clause);
        json.WriteNumber("revision", target.Revision);
        json.WriteOptional("edition", target.Edition);
        if (target.Quote is { } quote)
        {
            json.WriteStartObject("quote");
            json.WriteString("exact", quote.Exact);
            json.WriteOptional("prefix", quote.Prefix);
            json.WriteOptional("suffix", quote.Suffix);
            json.WriteEndObject();
        }

        if (target.Position is { } position)
        {
            json.WriteStartObject("position");
            json.WriteNumber("start", position.Start);
            json.WriteNumber("end", position.End);
            json.WriteEndObject();
        }

        if (target.Anchor is { } anchor)
        {
            json.WriteStartObject("anchor");
            json.WriteString("state", anchor.State.ToString().ToLowerInvariant());
            json.WriteString("evidence", Name(anchor.Evidence));
            json.WriteNumber("from", anchor.From);
            if (anchor.Kept)
                json.WriteBoolean("kept", true);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>As <c>same-words</c>.</summary>
    public static string Name(Evidence evidence) => JsonNamingPolicy.KebabCaseLower.ConvertName(evidence.ToString());

    public static void WriteBody(this Utf8JsonWriter json, Body? body)
    {
        if (body is null)
            return;
        json.WriteStartObject("body");
        json.WriteString("text", body.Text);
        json.WriteString("format", body.Format);
        json.WriteEndObject();
    }

    public static void WriteSaid(this Utf8JsonWriter json, Said? said)
    {
        if (said is null)
            return;
        json.WriteStartObject("said");
        json.WriteOptional("member", said.Member);
        json.WriteOptional("speaker", said.Speaker);
        json.WriteEndObject();
    }

    public static void WriteTags(this Utf8JsonWriter json, ImmutableArray<string> tags) => json.WriteTexts("tags", tags);

    public static void WriteSeqs(this Utf8JsonWriter json, string name, ImmutableArray<long> seqs)
    {
        json.WriteStartArray(name);
        foreach (var seq in seqs)
            json.WriteNumberValue(seq);
        json.WriteEndArray();
    }

    public static void WriteTexts(this Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
