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
    public string Format => "hypothesis";

    public string ContentType => "application/json";

    /// <summary>With the name of the format, so that it stands apart from other JSON.</summary>
    public string FileExtension => "hypothesis.json";

    public async Task WriteAsync(ExportDocument document, Stream stream, CancellationToken cancellationToken = default)
    {
        await using var json = new Utf8JsonWriter(stream, JsonExporter.WriterOptions);
        var frame = new NoteFrame(document.Address, document.Address.Host, document.Seminar, document.Title, document.Clauses.ToDictionary(clause => clause.Clause.Id, clause => clause.Clause), document.Revision);
        // What a reply answers was written before it.
        var answered = new Dictionary<string, string?>();
        json.WriteStartObject();
        json.WriteString("export_date", ExportTime.Iso(document.At, TimeZoneInfo.Utc));
        json.WriteStartArray("annotations");
        foreach (var note in document.Notes)
        {
            if (note.Annotation.ReplyTo is { } parent)
                answered[note.Annotation.Id] = parent;
            NoteWriter.Write(json, frame, note, answered.GetValueOrDefault, default);
            await json.FlushPieceAsync(cancellationToken);
        }

        json.WriteEndArray();
        await WriteRecordAsync(json, document, cancellationToken);
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    private static async Task WriteRecordAsync(Utf8JsonWriter json, ExportDocument document, CancellationToken cancellation)
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
            await json.FlushPieceAsync(cancellation);
        }

        json.WriteEndArray();
        await EditionJson.WriteAsync(json, document, cancellation);
        await RelationJson.WriteAsync(json, document, cancellation);
        await StanceJson.WriteAsync(json, document, cancellation);
        SessionJson.Write(json, document);
        json.WriteEndObject();
    }
}
