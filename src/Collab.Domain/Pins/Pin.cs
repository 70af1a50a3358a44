namespace Collab.Domain.Pins;

/// <summary>Commentary that a moderator has fixed to a point. Its place in the clause's list is its order.</summary>
/// <param name="Annotation">The note that is pinned; its wording history is the pin's.</param>
/// <param name="Clause">The point.</param>
/// <param name="By">The member who pinned it.</param>
/// <param name="Supersedes">The pinned note in whose place this one came.</param>
public sealed record Pin(string Annotation, string Clause, string By, DateTimeOffset At, long Seq, string? Supersedes);
