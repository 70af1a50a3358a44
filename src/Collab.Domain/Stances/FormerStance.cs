namespace Collab.Domain.Stances;

/// <summary>What a member's stance on a point was before it was changed.</summary>
/// <param name="Until">When another was taken.</param>
public sealed record FormerStance(string Choice, DateTimeOffset At, DateTimeOffset Until, string? Reason);
