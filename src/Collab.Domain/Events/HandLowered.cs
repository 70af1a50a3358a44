namespace Collab.Domain.Events;

/// <summary>The member wants to speak no longer: they said so, a moderator did, or they are gone or muted.</summary>
public sealed record HandLowered(string Member) : EventData;
