namespace Collab.Domain.Events;

/// <summary>The moderator leads to a point.</summary>
public sealed record Led(string Clause) : EventData;
