using System.Text.Json;
using Collab.Domain.Documents;

namespace Collab.Domain.Views;

/// <summary>Writes the editions of a document as the wire has them. Their texts are asked for one by one.</summary>
public static class EditionWriter
{
    public static void Write(Utf8JsonWriter json, DocumentHeader header)
    {
        if (header.Editions.IsEmpty)
            return;
        json.WriteStartArray("editions");
        foreach (var edition in header.Editions)
        {
            json.WriteStartObject();
            WriteHead(json, edition);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>What is said of an edition, inside of an object.</summary>
    public static void WriteHead(Utf8JsonWriter json, Edition edition)
    {
        json.WriteString("id", edition.Id);
        json.WriteString("language", edition.Language);
        json.WriteString("title", edition.Title);
        json.WriteNumber("revision", edition.Revision);
    }

    /// <summary>An edition with its text.</summary>
    public static void WriteText(Utf8JsonWriter json, Edition edition)
    {
        json.WriteStartObject();
        WriteHead(json, edition);
        json.WriteStartArray("clauses");
        foreach (var clause in edition.Clauses)
        {
            json.WriteStartObject();
            json.WriteString("clause", clause.Id);
            json.WriteOptional("label", clause.Label);
            json.WriteString("text", clause.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
