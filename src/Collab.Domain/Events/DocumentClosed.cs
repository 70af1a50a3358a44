namespace Collab.Domain.Events;

public sealed record DocumentClosed : EventData;
