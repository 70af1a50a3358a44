using System.Text.Json;
using Collab.Domain.Annotations;
using Collab.Domain.Revisions;
using Collab.Domain.Views;
using Collab.Formats.Export;
using Collab.Formats.Import.Notes;

namespace Collab.Formats.WebAnnotations;

/// <summary>Writes one note as a Web Annotation.</summary>
internal static class AnnotationLd
{
    /// <summary>Before a clause's id in its address.</summary>
    public const string ClauseMark = "#clause-";

    /// <summary>The IRI of a clause: the source that selectors select from.</summary>
    public static string Clause(ExportDocument document, string clause) => $"{document.Address}{ClauseMark}{clause}";

    /// <summary>The address of a clause in another edition: that of the page that shows it.</summary>
    public static string InEdition(ExportDocument document, string edition, string clause) => $"{document.Address}?edition={edition}{ClauseMark}{clause}";

    /// <summary>The address of a clause in a text before the one that is exported: that of the page that shows its words of then.</summary>
    public static string InRevision(ExportDocument document, int revision, string clause) => WebAddresses.EarlierClause(document.Address.AbsoluteUri, clause, revision);

    public static void Write(Utf8JsonWriter json, ExportNote note, ExportDocument document)
    {
        var annotation = note.Annotation;
        using var foreign = Properties(annotation);
        json.WriteStartObject();
        if (foreign?.RootElement.Get("@context") is { } context)
            Write(json, "@context", context);
        json.WriteString("id", note.Address.AbsoluteUri);
        WriteKind(json, annotation, foreign?.RootElement);
        json.WriteStartObject("creator");
        json.WriteString("id", Member(document, annotation.Creator));
        json.WriteString("type", "Person");
        json.WriteString("name", document.Authors.FirstOrDefault(author => author.Id == annotation.Creator)?.Name ?? note.Author);
        if (annotation.Imported is not null)
            json.WriteBoolean("collab:verified", false);
        json.WriteEndObject();
        json.WriteTime("created", annotation.Created);
        if (annotation.Modified is { } modified)
            json.WriteTime("modified", modified);
        WriteBodies(json, annotation);
        WriteTargets(json, annotation, note, document);
        json.WriteNumber("collab:number", annotation.Number);
        json.WriteString("collab:id", annotation.Id);
        json.WriteNumber("collab:version", annotation.Version);
        if (annotation.Imported is { } imported)
        {
            json.WriteStartObject("collab:imported");
            json.WritePropertyName("collab:by");
            WriteReference(json, Member(document, imported.By));
            json.WriteTime("collab:at", imported.At);
            json.WriteEndObject();
        }

        if (annotation.State != AnnotationState.Shown)
            json.WriteString("collab:state", AnnotationWriter.Name(annotation.State));
        if (annotation is { State: AnnotationState.Hidden, Reason: { } reason })
            json.WriteString("collab:reason", reason);
        if (note.MergedIntoNumber is { } other)
        {
            json.WritePropertyName("collab:mergedInto");
            WriteReference(json, $"{document.Address}/notes/{other}");
        }

        if (annotation.Resolved)
            json.WriteBoolean("collab:resolved", true);
        if (annotation.Said is { Member: { } speaker })
        {
            json.WritePropertyName("collab:saidBy");
            WriteReference(json, Member(document, speaker));
        }
        else if (note.SaidBy is { } name)
            json.WriteString("collab:saidBy", name);
        if (annotation.Stance is { } stance)
            json.WriteString("collab:stance", stance);
        WriteReactions(json, note, document);
        WritePins(json, note, document);
        ForeignParts.WriteRest(json, foreign?.RootElement);
        if (annotation.Foreign?.Extra is { } extra)
        {
            // No words of a vocabulary: to a processor it is one literal.
            json.WriteStartObject("collab:extra");
            json.WriteString("@type", "@json");
            json.WriteRaw("@value", extra);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>The other properties of a note that came as a Web Annotation.</summary>
    public static JsonDocument? Properties(Annotation annotation) => annotation.Foreign?.Properties is { } properties ? JsonDocument.Parse(properties) : null;

    public static void WriteKind(Utf8JsonWriter json, Annotation annotation, JsonElement? foreign)
    {
        if (foreign?.Get("type") is { } type)
            Write(json, "type", type);
        else
            json.WriteString("type", "Annotation");
        if (foreign?.Get("motivation") is { } motivation)
            Write(json, "motivation", motivation);
        else
            json.WriteString("motivation", annotation.Motivation);
    }

    public static void Write(Utf8JsonWriter json, string name, JsonElement value)
    {
        json.WritePropertyName(name);
        value.WriteTo(json);
    }

    public static void WriteBodies(Utf8JsonWriter json, Annotation annotation)
    {
        if (annotation.Foreign?.Body is { } foreign)
        {
            json.WriteRaw("body", foreign);
            return;
        }

        if (annotation.Body is null && annotation.Tags.IsEmpty)
            return;
        json.WriteStartArray("body");
        if (annotation.Body is { } body)
            WriteTextualBody(json, body.Text, "text/markdown", annotation.Motivation);
        foreach (var tag in annotation.Tags)
            WriteTextualBody(json, tag, "text/plain", "tagging");
        json.WriteEndArray();
    }

    private static void WriteTextualBody(Utf8JsonWriter json, string value, string format, string purpose)
    {
        json.WriteStartObject();
        json.WriteString("type", "TextualBody");
        json.WriteString("value", value);
        json.WriteString("format", format);
        json.WriteString("purpose", purpose);
        json.WriteEndObject();
    }

    private static void WriteTargets(Utf8JsonWriter json, Annotation annotation, ExportNote note, ExportDocument document)
    {
        // Where it is here stands beside what another program said.
        json.WriteRaw("target", annotation.Foreign?.Target);
        var name = annotation.Foreign?.Target is null ? "target" : "collab:target";
        if (annotation.ReplyTo is not null)
        {
            json.WriteString(name, note.ReplyToNumber is { } parent ? $"{document.Address}/notes/{parent}" : document.Address.AbsoluteUri);
            return;
        }

        if (annotation.Targets.IsEmpty)
        {
            json.WriteString(name, document.Address.AbsoluteUri);
            return;
        }

        json.WriteStartArray(name);
        foreach (var target in annotation.Targets)
        {
            json.WriteStartObject();
            json.WriteString("type", "SpecificResource");
            json.WriteString("source", target.Edition is { } edition ? InEdition(document, edition, target.Clause)
                : ReviewQueue.IsUnplaced(target, document.Revision) ? InRevision(document, target.Revision, target.Clause) : Clause(document, target.Clause));
            WriteSelectors(json, target);
            json.WriteString("scope", document.Address.AbsoluteUri);
            json.WriteNumber("collab:revision", target.Revision);
            json.WriteOptional("collab:edition", target.Edition);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteSelectors(Utf8JsonWriter json, Target target)
    {
        if (target.IsWhole)
            return;
        json.WriteStartArray("selector");
        if (target.Quote is { } quote)
        {
            json.WriteStartObject();
            json.WriteString("type", "TextQuoteSelector");
            json.WriteString("exact", quote.Exact);
            json.WriteOptional("prefix", quote.Prefix);
            json.WriteOptional("suffix", quote.Suffix);
            json.WriteEndObject();
        }

        if (target.Position is { } position)
        {
            json.WriteStartObject();
            json.WriteString("type", "TextPositionSelector");
            json.WriteNumber("start", position.Start);
            json.WriteNumber("end", position.End);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteReactions(Utf8JsonWriter json, ExportNote note, ExportDocument document)
    {
        if (note.Reactions.IsEmpty)
            return;
        json.WriteStartArray("collab:reaction");
        foreach (var reaction in note.Reactions)
        {
            json.WriteStartObject();
            json.WriteString("collab:emoji", reaction.Emoji);
            json.WriteStartArray("collab:by");
            foreach (var member in reaction.Members)
                WriteReference(json, Member(document, member));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePins(Utf8JsonWriter json, ExportNote note, ExportDocument document)
    {
        if (note.Pins.IsEmpty)
            return;
        json.WriteStartArray("collab:pinned");
        foreach (var pin in note.Pins)
        {
            json.WriteStartObject();
            json.WritePropertyName("collab:to");
            WriteReference(json, Clause(document, pin.Pin.Clause));
            json.WriteNumber("collab:order", pin.Order);
            json.WritePropertyName("collab:by");
            WriteReference(json, Member(document, pin.Pin.By));
            json.WriteTime("collab:at", pin.Pin.At);
            if (pin.SupersedesNumber is { } old)
            {
                json.WritePropertyName("collab:supersedes");
                WriteReference(json, $"{document.Address}/notes/{old}");
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteReference(Utf8JsonWriter json, string iri)
    {
        json.WriteStartObject();
        json.WriteString("id", iri);
        json.WriteEndObject();
    }

    /// <summary>The IRI of a member.</summary>
    public static string Member(ExportDocument document, string member) => $"{document.Address}#member-{member}";
}
