namespace Collab.Domain.Events;

/// <summary>A note was answered.</summary>
public sealed record ReplyAdded(string Annotation, int Number, string ReplyTo, string Thread) : AnnotationEventData(Annotation);
