namespace Collab.Domain.Events;

/// <summary>From here on the member may note what others say aloud, as moderators may; null for nobody else.</summary>
public sealed record ScribeSet(string? Member) : EventData;
