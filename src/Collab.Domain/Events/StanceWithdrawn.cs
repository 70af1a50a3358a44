namespace Collab.Domain.Events;

/// <summary>The actor has no stance on the point any more.</summary>
public sealed record StanceWithdrawn(string Stance, string Clause, bool Anonymous) : StanceEventData(Stance, Clause, Anonymous);
