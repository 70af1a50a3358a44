namespace Collab.Domain.Queue;

/// <summary>What a moderator decided last, when and why.</summary>
public sealed record Ruling(string By, DateTimeOffset At, string? Reason);
