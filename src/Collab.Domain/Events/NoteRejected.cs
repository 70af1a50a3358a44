namespace Collab.Domain.Events;

/// <summary>A moderator does not let a waiting note out. Its author keeps it, with the reason.</summary>
public sealed record NoteRejected(string Annotation) : AnnotationEventData(Annotation);
