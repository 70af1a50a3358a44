namespace Collab.Domain.Events;

/// <summary>Something happened to a pin of a clause.</summary>
public abstract record PinEventData(string Annotation, string Clause) : AnnotationEventData(Annotation);
