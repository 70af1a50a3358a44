namespace Collab.Domain.Events;

public sealed record DocumentReopened : EventData;
