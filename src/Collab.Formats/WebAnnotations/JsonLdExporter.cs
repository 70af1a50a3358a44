using System.Text.Json;
using Collab.Domain.Views;
using Collab.Formats.Export;

namespace Collab.Formats.WebAnnotations;

/// <summary>
/// A W3C Web Annotation collection with one page that holds all annotations by number, then those that link two of them. What the model has no word for stands under
/// the prefix <c>collab:</c>, so that every key expands.
/// </summary>
public sealed class JsonLdExporter : IExporter
{
    public const string Context = "http://www.w3.org/ns/anno.jsonld";

    public string Format => "jsonld";

    public string ContentType => $"application/ld+json; profile=\"{Context}\"";

    public string FileExtension => "jsonld";

    public async Task WriteAsync(ExportDocument document, Stream stream, CancellationToken cancellationToken = default)
    {
        await using var json = new Utf8JsonWriter(stream, JsonExporter.WriterOptions);
        var id = CollectionAddress(document);
        json.WriteStartObject();
        WriteContext(json);
        json.WriteString("id", id);
        json.WriteString("type", "AnnotationCollection");
        json.WriteString("label", document.Title);
        json.WriteTime("modified", document.At);
        WriteRecord(json, document);
        WritePeople(json, document);
        await WriteTextAsync(json, document, cancellationToken);
        await EditionJson.WriteLdAsync(json, document, cancellationToken);
        await WriteStancesAsync(json, document, cancellationToken);
        WriteSessions(json, document);
        json.WriteNumber("total", document.Notes.Count + document.Relations.Length);
        // The model wants at least one item on a page: an empty collection has none.
        if (document.Notes.Count > 0)
        {
            json.WriteStartObject("first");
            json.WriteString("id", id + "#page-1");
            json.WriteString("type", "AnnotationPage");
            json.WriteStartObject("partOf");
            json.WriteString("id", id);
            json.WriteEndObject();
            json.WriteNumber("startIndex", 0);
            json.WriteStartArray("items");
            foreach (var note in document.Notes)
            {
                AnnotationLd.Write(json, note, document);
                await json.FlushPieceAsync(cancellationToken);
            }

            foreach (var said in document.Relations)
            {
                LinkingLd.Write(json, said, document);
                await json.FlushPieceAsync(cancellationToken);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteString("last", id + "#page-1");
        }

        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    /// <summary>Where the same collection can be fetched again.</summary>
    private static string CollectionAddress(ExportDocument document) => new Uri(document.Address,
        $"../api/documents/{Uri.EscapeDataString(document.Id)}/export?format=jsonld&scope={Uri.EscapeDataString(document.Scope.Name)}&at={document.Seq}"
        + string.Concat(document.Scope.Annotations.Select(a => $"&annotation={Uri.EscapeDataString(a)}"))).AbsoluteUri;

    private static void WriteContext(Utf8JsonWriter json)
    {
        json.WriteStartArray("@context");
        json.WriteStringValue(Context);
        json.WriteStartObject();
        json.WriteString("collab", "urn:collab:ns#");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteRecord(Utf8JsonWriter json, ExportDocument document)
    {
        json.WriteString("collab:scope", document.Scope.Name);
        json.WriteString("collab:epoch", document.Epoch);
        json.WriteNumber("collab:seq", document.Seq);
        json.WriteString("collab:hash", document.Hash);
        json.WriteBoolean("collab:closed", document.Closed);
        json.WriteStartArray("collab:metadata");
        foreach (var (key, value) in document.Metadata.Entries)
        {
            json.WriteStartObject();
            json.WriteString("collab:key", key);
            json.WriteString("collab:value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Stances are no annotations: they have no target of their own and no address.</summary>
    private static async Task WriteStancesAsync(Utf8JsonWriter json, ExportDocument document, CancellationToken cancellation)
    {
        json.WriteTexts("collab:scale", document.Stances.Scale);
        json.WriteStartArray("collab:stances");
        foreach (var (stance, member, _) in document.Clauses.Concat(document.Gone).SelectMany(clause => clause.Stances))
        {
            json.WriteStartObject();
            json.WritePropertyName("collab:on");
            AnnotationLd.WriteReference(json, AnnotationLd.Clause(document, stance.Clause));
            json.WriteString("collab:stance", stance.Choice);
            json.WriteTime("collab:at", stance.At);
            if (member is not null)
            {
                json.WritePropertyName("collab:by");
                AnnotationLd.WriteReference(json, AnnotationLd.Member(document, member));
            }

            json.WriteOptional("collab:reason", stance.Reason);
            json.WriteEndObject();
            await json.FlushPieceAsync(cancellation);
        }

        json.WriteEndArray();
    }

    private static void WriteSessions(Utf8JsonWriter json, ExportDocument document)
    {
        json.WriteStartArray("collab:agenda");
        foreach (var item in document.Agenda)
        {
            json.WriteStartObject();
            json.WritePropertyName("collab:on");
            AnnotationLd.WriteReference(json, AnnotationLd.Clause(document, item.Clause));
            if (item.Seconds is { } seconds)
                json.WriteNumber("collab:seconds", seconds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("collab:sessions");
        foreach (var (session, _, _) in document.Sessions)
        {
            json.WriteStartObject();
            if (session.Title is { } title)
                json.WriteString("collab:title", title);
            json.WritePropertyName("collab:by");
            AnnotationLd.WriteReference(json, AnnotationLd.Member(document, session.By));
            json.WriteTime("collab:opened", session.Opened);
            if (session.Closed is { } closed)
                json.WriteTime("collab:closed", closed);
            json.WriteStartArray("collab:attended");
            foreach (var member in session.Attended)
                AnnotationLd.WriteReference(json, AnnotationLd.Member(document, member));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Everybody who is named by address somewhere, with their names.</summary>
    private static void WritePeople(Utf8JsonWriter json, ExportDocument document)
    {
        json.WriteStartArray("collab:people");
        foreach (var (id, name) in document.Members.Select(member => (member.Id, member.Name)).Concat(document.Authors.Select(author => (author.Id, author.Name))))
        {
            json.WriteStartObject();
            json.WriteString("id", AnnotationLd.Member(document, id));
            json.WriteString("type", "Person");
            json.WriteString("name", name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>What the selectors select from.</summary>
    private static async Task WriteTextAsync(Utf8JsonWriter json, ExportDocument document, CancellationToken cancellation)
    {
        json.WriteStartArray("collab:clauses");
        foreach (var (clause, _, _) in document.Clauses)
        {
            json.WriteStartObject();
            json.WriteString("id", AnnotationLd.Clause(document, clause.Id));
            if (clause.Label is not null)
                json.WriteString("collab:label", clause.Label);
            json.WriteString("collab:kind", SnapshotWriter.Name(clause.Kind));
            json.WriteString("collab:text", clause.Text);
            json.WriteEndObject();
            await json.FlushPieceAsync(cancellation);
        }

        json.WriteEndArray();
    }
}
