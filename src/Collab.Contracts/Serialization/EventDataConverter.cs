using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Collab.Domain.Documents;
using Collab.Domain.Events;

namespace Collab.Contracts.Serialization;

/// <summary>An event's data under its kind: <c>{kind, data, clauses?}</c>. A kind of a newer version stays unknown.</summary>
internal sealed class EventDataConverter : JsonConverter<EventData>
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsAssignableTo(typeof(EventData));

    public override EventData Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var json = JsonDocument.ParseValue(ref reader);
        var data = EventCodec.ReadData(json.RootElement.GetProperty("kind").GetString()!, json.RootElement.GetProperty("data"));
        return data is ITextEvent bringing
            ? bringing.WithClauses(json.RootElement.GetProperty("clauses").Deserialize<ImmutableArray<Clause>>(options))
            : data;
    }

    public override void Write(Utf8JsonWriter writer, EventData value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", value.Kind);
        writer.WritePropertyName("data");
        EventCodec.WriteData(writer, value);
        if (value is ITextEvent bringing)
        {
            writer.WritePropertyName("clauses");
            JsonSerializer.Serialize(writer, bringing.Clauses, options);
        }

        writer.WriteEndObject();
    }
}
