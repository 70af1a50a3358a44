namespace Collab.Domain.Events;

public sealed record AnnotationHidden(string Annotation) : AnnotationEventData(Annotation);
