namespace Collab.Domain.Events;

public sealed record PinRemoved(string Annotation, string Clause) : PinEventData(Annotation, Clause);
