using System.Text.Json;
using System.Text.Json.Serialization;

namespace Collab.Storage.Erasures;

/// <summary>How an erasure is written, one on a line.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Erasure))]
internal sealed partial class ErasureJson : JsonSerializerContext;
