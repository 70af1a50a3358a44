namespace Collab.Domain.Events;

/// <summary>A dismissal was taken back: the flags stand in the queue again.</summary>
public sealed record FlagsReopened(string Annotation) : AnnotationEventData(Annotation);
