using System.Text.Json;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Views;

namespace Collab.Formats.Export;

/// <summary>
/// The file that the Hypothesis client exports and imports: its <c>annotations</c> are as its API gives them. Who exports, and with
/// which client, it does not say. What Hypothesis has no place for stands under <c>collab</c>, in each annotation and in the file.
/// </summary>
public sealed class HypothesisExporter : IExporter
{
    private const int PieceBytes = 64 * 1024;

    public string Format => "hypothesis";

    public string ContentType => "application/json";

    /// <summary>With the name of the format, so that it stands apart from other JSON.</summary>
    public string FileExtension => "hypothesis.json";

    public async Task WriteAsync(ExportDocument document, Stream stream, CancellationToken cancellationToken = default)
    {
        await using var json = new Utf8JsonWriter(stream, JsonExporter.WriterOptions);
        var clauses = document.Clauses.ToDictionary(clause => clause.Clause.Id, clause => clause.Clause);
        var notes = document.Notes.ToDictionary(note => note.Annotation.Id);
        json.WriteStartObject();
        json.WriteString("export_date", ExportTime.Iso(document.At, TimeZoneInfo.Utc));
        json.WriteStartArray("annotations");
        foreach (var note in document.Notes)
        {
            Write(json, document, note, notes, clauses);
            if (json.BytesPending > PieceBytes)
                await json.FlushAsync(cancellationToken);
        }

        json.WriteEndArray();
        WriteRecord(json, document);
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    private static void Write(Utf8JsonWriter json, ExportDocument document, ExportNote note, Dictionary<string, ExportNote> notes, Dictionary<string, Clause> clauses)
    {
        var annotation = note.Annotation;
        var user = $"acct:{annotation.Creator}@{document.Address.Host}";
        json.WriteStartObject();
        json.WriteString("id", annotation.Id);
        json.WriteString("created", ExportTime.Exact(annotation.Created));
        json.WriteString("updated", ExportTime.Exact(annotation.Modified ?? annotation.Created));
        json.WriteString("user", user);
        json.WriteStartObject("user_info");
        json.WriteString("display_name", note.Author);
        json.WriteEndObject();
        json.WriteString("uri", document.Address.AbsoluteUri);
        // Who reads it there would take a note without words for a mistake: it says why there are none.
        json.WriteString("text", annotation.Body?.Text ?? (note.Notice is { } notice && annotation.State != AnnotationState.Shown ? $"({notice})" : ""));
        json.WriteTags(annotation.Tags);
        json.WriteString("group", document.Seminar);
        json.WriteStartObject("permissions");
        json.WriteTexts("read", [$"group:{document.Seminar}"]);
        json.WriteTexts("update", [user]);
        json.WriteTexts("delete", [user]);
        json.WriteEndObject();
        json.WriteStartObject("document");
        json.WriteTexts("title", [document.Title]);
        json.WriteEndObject();
        if (References(annotation, notes) is { Count: > 0 } references)
            json.WriteTexts("references", [.. references]);
        WriteTargets(json, document, annotation, clauses);
        json.WriteStartObject("links");
        json.WriteString("html", note.Address.AbsoluteUri);
        json.WriteEndObject();
        json.WriteBoolean("hidden", annotation.State == AnnotationState.Hidden);
        json.WriteBoolean("flagged", false);
        HypothesisExtras.Write(json, note);
        json.WriteEndObject();
    }

    /// <summary>The ids of what a reply stands under: the thread's first note first, what it answers last. What is not in the export is named too where it is known.</summary>
    private static List<string> References(Annotation annotation, Dictionary<string, ExportNote> notes)
    {
        var above = new List<string>();
        for (var at = annotation; at?.ReplyTo is { } parent; at = notes.GetValueOrDefault(parent)?.Annotation)
            above.Add(parent);
        if (annotation.Thread is { } thread && !above.Contains(thread))
            above.Add(thread);
        above.Reverse();
        return above;
    }

    private static void WriteTargets(Utf8JsonWriter json, ExportDocument document, Annotation annotation, Dictionary<string, Clause> clauses)
    {
        json.WriteStartArray("target");
        foreach (var target in annotation.Targets)
        {
            json.WriteStartObject();
            json.WriteString("source", document.Address.AbsoluteUri);
            json.WriteStartArray("selector");
            var clause = target.Edition is null ? clauses.GetValueOrDefault(target.Clause) : null;
            if (target.Quote is { } quote)
                WriteQuote(json, quote.Exact, quote.Prefix, quote.Suffix);
            else if (clause is not null && target.IsWhole && clause.Text.Length > 0)
                WriteQuote(json, clause.Text, null, null);
            json.WriteStartObject();
            json.WriteString("type", "ClauseSelector");
            json.WriteString("clause", target.Clause);
            json.WriteOptional("label", clause?.Label);
            json.WriteNumber("revision", target.Revision);
            json.WriteOptional("edition", target.Edition);
            if (target.Position is { } position)
            {
                json.WriteNumber("start", position.Start);
                json.WriteNumber("end", position.End);
            }

            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        // Of a note on the whole document, and of a reply, the client asks for a target all the same.
        if (annotation.Targets.IsEmpty)
        {
            json.WriteStartObject();
            json.WriteString("source", document.Address.AbsoluteUri);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteQuote(Utf8JsonWriter json, string exact, string? prefix, string? suffix)
    {
        json.WriteStartObject();
        json.WriteString("type", "TextQuoteSelector");
        json.WriteString("exact", exact);
        json.WriteOptional("prefix", prefix);
        json.WriteOptional("suffix", suffix);
        json.WriteEndObject();
    }

    private static void WriteRecord(Utf8JsonWriter json, ExportDocument document)
    {
        json.WriteStartObject("collab");
        json.WriteString("address", document.Address.AbsoluteUri);
        json.WriteString("title", document.Title);
        json.WriteMetadata(document.Metadata);
        json.WriteString("scope", document.Scope.Name);
        json.WriteString("epoch", document.Epoch);
        json.WriteNumber("seq", document.Seq);
        json.WriteString("hash", document.Hash);
        json.WriteString("state", document.Closed ? "closed" : "open");
        json.WriteStartArray("clauses");
        foreach (var (clause, _, _) in document.Clauses)
        {
            json.WriteStartObject();
            json.WriteString("id", clause.Id);
            json.WriteOptional("label", clause.Label);
            json.WriteString("kind", SnapshotWriter.Name(clause.Kind));
            json.WriteString("text", clause.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        EditionJson.Write(json, document);
        RelationJson.Write(json, document);
        StanceJson.Write(json, document);
        SessionJson.Write(json, document);
        json.WriteEndObject();
    }
}
