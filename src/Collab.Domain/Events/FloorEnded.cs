namespace Collab.Domain.Events;

/// <summary>Nobody has the floor.</summary>
public sealed record FloorEnded() : EventData;
