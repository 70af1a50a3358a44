namespace Collab.Domain.Events;

public sealed record ClauseUnlocked(string Clause) : EventData;
