namespace Collab.Domain.Events;

/// <summary>The actor wants to speak about the point, and about no other.</summary>
public sealed record HandRaised(string Clause) : EventData;
