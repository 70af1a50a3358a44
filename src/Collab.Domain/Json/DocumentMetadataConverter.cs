using System.Text.Json;
using System.Text.Json.Serialization;
using Collab.Domain.Documents;

namespace Collab.Domain.Json;

/// <summary>Metadata as a JSON object whose properties keep their order.</summary>
public sealed class DocumentMetadataConverter : JsonConverter<DocumentMetadata>
{
    public override DocumentMetadata Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("Metadata is an object of strings.");
        var entries = new List<KeyValuePair<string, string>>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            entries.Add(new(key, reader.GetString() ?? ""));
        }

        return DocumentMetadata.Of(entries.Where(e => !string.IsNullOrWhiteSpace(e.Key) && !string.IsNullOrWhiteSpace(e.Value)));
    }

    public override void Write(Utf8JsonWriter writer, DocumentMetadata value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (key, text) in value.Entries)
            writer.WriteString(key, text);
        writer.WriteEndObject();
    }
}
