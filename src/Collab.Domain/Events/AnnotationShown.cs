namespace Collab.Domain.Events;

public sealed record AnnotationShown(string Annotation) : AnnotationEventData(Annotation);
