namespace Collab.Domain.Events;

/// <summary>The member speaks about the point; whoever spoke before does no longer.</summary>
public sealed record FloorGiven(string Member, string Clause) : EventData;
