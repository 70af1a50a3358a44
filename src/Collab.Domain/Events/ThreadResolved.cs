namespace Collab.Domain.Events;

public sealed record ThreadResolved(string Annotation) : AnnotationEventData(Annotation);
