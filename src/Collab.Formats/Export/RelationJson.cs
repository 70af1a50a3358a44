using System.Text.Json;
using Collab.Domain.Views;

namespace Collab.Formats.Export;

/// <summary>What notes are to each other, for programs.</summary>
internal static class RelationJson
{
    public static async Task WriteAsync(Utf8JsonWriter json, ExportDocument document, CancellationToken cancellation)
    {
        json.WriteStartArray("relations");
        foreach (var (relation, _, _, _, _, _) in document.Relations)
        {
            json.WriteStartObject();
            json.WriteString("from", relation.From);
            json.WriteString("relation", RelationWriter.Name(relation.Kind));
            json.WriteString("to", relation.To);
            json.WriteString("by", relation.By);
            json.WriteString("at", ExportTime.Exact(relation.At));
            json.WriteNumber("seq", relation.Seq);
            json.WriteEndObject();
            await json.FlushPieceAsync(cancellation);
        }

        json.WriteEndArray();
    }
}
