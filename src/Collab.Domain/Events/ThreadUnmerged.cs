namespace Collab.Domain.Events;

/// <summary>A thread that was merged stands by itself again.</summary>
public sealed record ThreadUnmerged(string Annotation) : AnnotationEventData(Annotation);
