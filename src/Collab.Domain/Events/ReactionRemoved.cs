namespace Collab.Domain.Events;

public sealed record ReactionRemoved(string Annotation, string Emoji) : AnnotationEventData(Annotation);
