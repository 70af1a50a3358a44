namespace Collab.Domain.Events;

public sealed record DocumentAdded(string Document) : EventData;
