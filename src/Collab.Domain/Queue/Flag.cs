namespace Collab.Domain.Queue;

/// <summary>One member's flag of a note.</summary>
/// <param name="Reason">For moderators; null where none was given, or it was erased.</param>
public sealed record Flag(string Member, DateTimeOffset At, string? Reason);
