using System.Text.Json;

namespace Collab.Cluster.Tests.Checking;

/// <summary>What the checker needs of an event.</summary>
public sealed record LoggedEvent(long Seq, string Command, string Kind, string Hash)
{
    public static LoggedEvent Of(JsonElement e) => new(
        e.GetProperty("seq").GetInt64(),
        e.TryGetProperty("command", out var command) ? command.GetString()! : "",
        e.GetProperty("kind").GetString()!,
        e.GetProperty("hash").GetString()!);
}
