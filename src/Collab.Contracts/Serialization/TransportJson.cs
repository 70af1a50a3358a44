using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Collab.Domain.Json;

namespace Collab.Contracts.Serialization;

/// <summary>
/// JSON for calls between silos. Unlike the log's it holds what the log keeps elsewhere (the clauses of an imported text), and
/// says of which kind an event is. Silos of neighbouring versions read each other's: add fields, never rename them.
/// </summary>
internal static class TransportJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new DocumentMetadataConverter(), new EventDataConverter(), new DocumentStateConverter(), new JsonStringEnumConverter() },
    };
}
