using System.Buffers;
using System.Text.Json;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;

namespace Collab.Domain.Views;

/// <summary>Writes what an audience may see of a document at one moment.</summary>
public static class SnapshotWriter
{
    /// <param name="moment">The document at the moment that is shown.</param>
    /// <param name="head">The document now: what was hidden since stays hidden.</param>
    public static void Write(IBufferWriter<byte> output, DocumentState moment, DocumentState head, Audience audience)
    {
        using var json = new Utf8JsonWriter(output, WireJson.Options);
        var header = moment.Header;
        json.WriteStartObject();
        json.WriteString("id", header.Id);
        json.WriteString("seminar", header.Seminar);
        json.WriteString("title", header.Title);
        json.WriteMetadata(header.Metadata);
        json.WriteString("epoch", header.Epoch);
        json.WriteNumber("seq", header.Seq);
        json.WriteString("hash", header.Hash);
        json.WriteNumber("revision", header.Revision);
        json.WriteString("state", header.Closed ? "closed" : "open");
        if (header.SlowMode > 0)
            json.WriteNumber("slowMode", header.SlowMode);
        if (header.ApprovalChanged > 0)
            json.WriteBoolean("approval", header.Approval);
        WriteClauses(json, header);
        WriteGone(json, header);
        EditionWriter.Write(json, header);
        json.WriteStartArray("annotations");
        foreach (var annotation in moment.Annotations.OrderBy(a => a.Number))
            AnnotationWriter.Write(json, annotation, head, audience);
        json.WriteEndArray();
        WritePins(json, moment, head, audience);
        WriteMembers(json, header, head.Header, audience);
        WriteAuthors(json, header, head.Header, audience);
        StanceWriter.Write(json, moment, head.Header, audience);
        ProceedingsWriter.Write(json, header.Proceedings);
        RoundWriter.Write(json, header);
        RelationWriter.Write(json, header, head, audience);
        if (header.Led is { } led)
        {
            json.WriteStartObject("led");
            json.WriteString("clause", led.Clause);
            json.WriteMember("by", led.By, head.Header, audience);
            json.WriteTime("at", led.At);
            json.WriteNumber("seq", led.Seq);
            if (led.Passage is { } passage)
            {
                json.WritePropertyName("target");
                json.WriteTarget(passage);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteClauses(Utf8JsonWriter json, DocumentHeader header)
    {
        json.WriteStartArray("clauses");
        foreach (var clause in header.Clauses)
        {
            json.WriteStartObject();
            json.WriteString("id", clause.Id);
            json.WriteOptional("label", clause.Label);
            json.WriteString("kind", Name(clause.Kind));
            json.WriteNumber("level", clause.Level);
            json.WriteOptional("parent", clause.Parent);
            json.WriteString("text", clause.Text);
            json.WriteBoolean("locked", header.Locked.Contains(clause.Id));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>What is in the text no more, with the last revision that had it: pins, stances and notes there name its id. Where nothing is gone, nothing is said.</summary>
    private static void WriteGone(Utf8JsonWriter json, DocumentHeader header)
    {
        if (header.Gone.IsEmpty)
            return;
        json.WriteStartArray("gone");
        foreach (var clause in header.Gone)
        {
            json.WriteStartObject();
            json.WriteString("id", clause.Id);
            json.WriteOptional("label", clause.Label);
            json.WriteString("kind", Name(clause.Kind));
            json.WriteString("text", clause.Text);
            json.WriteNumber("revision", header.LastRevisionOf(clause.Id));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static string Name(ClauseKind kind) => kind.ToString().ToLowerInvariant();

    private static void WritePins(Utf8JsonWriter json, DocumentState moment, DocumentState head, Audience audience)
    {
        json.WriteStartArray("pins");
        foreach (var clause in moment.Header.EveryClause)
        {
            var pins = moment.At(clause.Id).Pins;
            for (var order = 0; order < pins.Length; order++)
            {
                json.WriteStartObject();
                json.WriteString("annotation", pins[order].Annotation);
                json.WriteString("clause", pins[order].Clause);
                json.WriteNumber("order", order);
                json.WriteMember("by", pins[order].By, head.Header, audience);
                json.WriteTime("at", pins[order].At);
                json.WriteNumber("seq", pins[order].Seq);
                json.WriteOptional("supersedes", pins[order].Supersedes);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    /// <summary>Where nothing was imported, nothing is said.</summary>
    private static void WriteAuthors(Utf8JsonWriter json, DocumentHeader moment, DocumentHeader head, Audience audience)
    {
        if (moment.Authors.IsEmpty)
            return;
        json.WriteStartArray("authors");
        foreach (var author in moment.Authors.Values.OrderBy(author => author.Number))
        {
            json.WriteStartObject();
            json.WriteString("id", author.Id);
            json.WriteString("name", audience.NameOf(author.Id, head) ?? "");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMembers(Utf8JsonWriter json, DocumentHeader moment, DocumentHeader head, Audience audience)
    {
        json.WriteStartArray("members");
        foreach (var member in Roster.InOrder(moment.Members.Values))
        {
            json.WriteStartObject();
            json.WriteString("id", member.Id);
            json.WriteString("name", audience.NameOf(member.Id, head) ?? "");
            json.WriteString("role", member.Role.ToString().ToLowerInvariant());
            if (member.Removed)
                json.WriteBoolean("removed", true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
