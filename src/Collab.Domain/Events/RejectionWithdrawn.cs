namespace Collab.Domain.Events;

/// <summary>A rejection was taken back: the note waits again.</summary>
public sealed record RejectionWithdrawn(string Annotation) : AnnotationEventData(Annotation);
