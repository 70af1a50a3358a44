using System.Text.Json;

namespace Collab.Testing.Checking;

/// <summary>What the checker needs of an event.</summary>
/// <param name="Ordinal">Its place among the events of its command; 0 where a command gives one.</param>
public sealed record LoggedEvent(long Seq, string Command, string Kind, string Hash, int Ordinal = 0)
{
    /// <summary>An event as the wire shows it, without its ordinal.</summary>
    public static LoggedEvent Of(JsonElement e) => new(
        e.GetProperty("seq").GetInt64(),
        e.TryGetProperty("command", out var command) ? command.GetString()! : "",
        e.GetProperty("kind").GetString()!,
        e.GetProperty("hash").GetString()!);

    /// <summary>Whether readers are told the command: of what a reveal brings they are not.</summary>
    public bool IsCommandShown { get; init; } = true;

    /// <summary>Whether they are the same but for what the wire does not show.</summary>
    public bool IsShownAs(LoggedEvent other) => (Seq, IsCommandShown ? Command : "", Kind, Hash) == (other.Seq, other.Command, other.Kind, other.Hash);
}
