namespace Collab.Domain.Events;

/// <summary>A member took their flag back.</summary>
public sealed record NoteUnflagged(string Annotation) : AnnotationEventData(Annotation);
