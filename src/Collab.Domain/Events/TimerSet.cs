namespace Collab.Domain.Events;

/// <summary>A time runs from here on that everybody sees.</summary>
/// <param name="Clause">The point that it is for; null for none.</param>
public sealed record TimerSet(string? Clause, DateTimeOffset EndsAt, int Seconds) : EventData;
