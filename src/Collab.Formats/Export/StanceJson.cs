using System.Text.Json;
using Collab.Domain.Views;

namespace Collab.Formats.Export;

/// <summary>The stances of a document in the JSON export, with what they were before.</summary>
internal static class StanceJson
{
    public static async Task WriteAsync(Utf8JsonWriter json, ExportDocument document, CancellationToken cancellation)
    {
        json.WriteStartObject("stances");
        json.WriteTexts("scale", document.Stances.Scale);
        json.WriteBoolean("anonymous", document.Stances.Anonymous);
        json.WriteStartArray("taken");
        foreach (var held in document.Clauses.Concat(document.Gone).SelectMany(clause => clause.Stances))
        {
            Write(json, held);
            await json.FlushPieceAsync(cancellation);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ExportStance held)
    {
        var stance = held.Stance;
        json.WriteStartObject();
        json.WriteString("id", stance.Id);
        json.WriteString("clause", stance.Clause);
        json.WriteString("stance", stance.Choice);
        json.WriteOptional("by", held.Member);
        json.WriteString("at", ExportTime.Exact(stance.At));
        json.WriteNumber("seq", stance.Seq);
        json.WriteOptional("reason", stance.Reason);
        if (held.ReasonHidden)
            json.WriteBoolean("reasonHidden", true);
        if (!stance.History.IsEmpty)
        {
            json.WriteStartArray("history");
            foreach (var former in stance.History)
            {
                json.WriteStartObject();
                json.WriteString("stance", former.Choice);
                json.WriteString("at", ExportTime.Exact(former.At));
                json.WriteString("until", ExportTime.Exact(former.Until));
                json.WriteOptional("reason", former.Reason);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
