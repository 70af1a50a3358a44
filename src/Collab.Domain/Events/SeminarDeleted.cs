namespace Collab.Domain.Events;

/// <summary>The last event of a seminar. Everybody was removed before it.</summary>
public sealed record SeminarDeleted : EventData;
