namespace Collab.Domain.Events;

public sealed record ReactionAdded(string Annotation, string Emoji) : AnnotationEventData(Annotation);
