namespace Collab.Domain.Events;

public sealed record AnnotationDeleted(string Annotation) : AnnotationEventData(Annotation);
