namespace Collab.Domain.Events;

public sealed record ThreadReopened(string Annotation) : AnnotationEventData(Annotation);
