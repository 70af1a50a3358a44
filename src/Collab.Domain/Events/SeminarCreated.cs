namespace Collab.Domain.Events;

/// <summary>The first event of a seminar. Its title is among the words.</summary>
public sealed record SeminarCreated : EventData;
