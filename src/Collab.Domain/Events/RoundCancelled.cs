namespace Collab.Domain.Events;

/// <summary>A blind round is over, and what was written in it stays its authors' alone.</summary>
public sealed record RoundCancelled(string Round, string Clause) : EventData;
