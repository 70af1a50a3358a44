namespace Collab.Domain.Events;

/// <summary>The moderator leads to a point.</summary>
/// <param name="Passage">The passage of it, whose quote is among the words; null for the whole point.</param>
public sealed record Led(string Clause, Place? Passage = null) : EventData;
