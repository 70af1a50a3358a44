using System.Text.Json;
using System.Text.Json.Serialization;
using Collab.Domain.Documents;

namespace Collab.Contracts.Serialization;

/// <summary>A document's state as its snapshot and its epoch: what is derived is derived again.</summary>
internal sealed class DocumentStateConverter : JsonConverter<DocumentState>
{
    public override DocumentState Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var sent = JsonSerializer.Deserialize<Sent>(ref reader, options)!;
        var state = DocumentState.FromSnapshot(sent.Snapshot, sent.Epoch);
        return sent.IsAhead ? state with { Header = state.Header with { IsAhead = true } } : state;
    }

    public override void Write(Utf8JsonWriter writer, DocumentState value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new Sent(value.Header.Epoch, value.ToSnapshot(), value.Header.IsAhead), options);

    private sealed record Sent(string Epoch, DocumentSnapshot Snapshot, bool IsAhead = false);
}
