using System.Text.Json;

namespace Collab.Testing.Checking;

/// <summary>A batch as a reader received it.</summary>
public sealed record ReceivedBatch(string Epoch, long First, long Last, IReadOnlyList<LoggedEvent> Events)
{
    /// <summary>A batch as the wire shows it.</summary>
    public static ReceivedBatch Of(JsonElement batch) => new(
        batch.GetProperty("epoch").GetString()!,
        batch.GetProperty("first").GetInt64(),
        batch.GetProperty("last").GetInt64(),
        [.. batch.GetProperty("events").EnumerateArray().Select(LoggedEvent.Of)]);
}
