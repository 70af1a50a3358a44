using System.Text.Json;
using System.Text.Json.Serialization;

namespace Collab.Server.Feeds;

/// <summary>Passes a batch's bytes on as they are: they are encoded once for all readers.</summary>
public sealed class BatchConverter : JsonConverter<Batch>
{
    public override Batch Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Batches are only written.");

    public override void Write(Utf8JsonWriter writer, Batch value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
}
