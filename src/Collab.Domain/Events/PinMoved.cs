namespace Collab.Domain.Events;

public sealed record PinMoved(string Annotation, string Clause, int Order) : PinEventData(Annotation, Clause);
