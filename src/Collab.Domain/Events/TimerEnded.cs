namespace Collab.Domain.Events;

/// <summary>No time runs any more.</summary>
public sealed record TimerEnded() : EventData;
