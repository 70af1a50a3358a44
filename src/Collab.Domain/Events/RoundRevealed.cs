namespace Collab.Domain.Events;

/// <summary>A blind round is over; the notes of it follow.</summary>
public sealed record RoundRevealed(string Round, string Clause) : EventData;
