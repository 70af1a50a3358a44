using System.Text.Json;
using Collab.Domain.Views;
using Collab.Formats.WebAnnotations;

namespace Collab.Formats.Export;

/// <summary>The other editions of the text for programs. Where there is none, nothing is said.</summary>
internal static class EditionJson
{
    public static async Task WriteAsync(Utf8JsonWriter json, ExportDocument document, CancellationToken cancellation)
    {
        if (document.Editions.IsEmpty)
            return;
        json.WriteStartArray("editions");
        foreach (var edition in document.Editions)
        {
            EditionWriter.WriteText(json, edition);
            await json.FlushPieceAsync(cancellation);
        }

        json.WriteEndArray();
    }

    /// <summary>What selectors of those editions select from.</summary>
    public static async Task WriteLdAsync(Utf8JsonWriter json, ExportDocument document, CancellationToken cancellation)
    {
        if (document.Editions.IsEmpty)
            return;
        json.WriteStartArray("collab:editions");
        foreach (var edition in document.Editions)
        {
            json.WriteStartObject();
            json.WriteString("collab:edition", edition.Id);
            json.WriteString("collab:language", edition.Language);
            json.WriteString("collab:title", edition.Title);
            json.WriteNumber("collab:revision", edition.Revision);
            json.WriteStartArray("collab:clauses");
            foreach (var clause in edition.Clauses)
            {
                json.WriteStartObject();
                json.WriteString("id", AnnotationLd.InEdition(document, edition.Id, clause.Id));
                if (clause.Label is not null)
                    json.WriteString("collab:label", clause.Label);
                json.WriteString("collab:text", clause.Text);
                json.WriteEndObject();
                await json.FlushPieceAsync(cancellation);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
