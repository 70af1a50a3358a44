using System.Text.Json;
using Collab.Domain.Views;
using Collab.Formats.Hypothesis;

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
        var frame = new NoteFrame(document.Address, document.Address.Host, document.Seminar, document.Title, document.Clauses.ToDictionary(clause => clause.Clause.Id, clause => clause.Clause), document.Revision);
        var notes = document.Notes.ToDictionary(note => note.Annotation.Id);
        json.WriteStartObject();
        json.WriteString("export_date", ExportTime.Iso(document.At, TimeZoneInfo.Utc));
        json.WriteStartArray("annotations");
        foreach (var note in document.Notes)
        {
            NoteWriter.Write(json, frame, note, id => notes.GetValueOrDefault(id)?.Annotation, default);
            if (json.BytesPending > PieceBytes)
                await json.FlushAsync(cancellationToken);
        }

        json.WriteEndArray();
        WriteRecord(json, document);
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    private static void WriteRecord(Utf8JsonWriter json, ExportDocument document)
    {
        json.WriteStartObject("collab");
        json.WriteString("address", document.Address.AbsoluteUri);
        json.WriteString("title", document.Title);
        json.WriteMetadata(document.Metadata);
        json.WriteString("scope", document.Scope.Name);
        json.WriteNumber("revision", document.Revision);
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
