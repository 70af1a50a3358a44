namespace Collab.Domain.Events;

/// <summary>A moderator looked at what was flagged and leaves the note as it is.</summary>
public sealed record FlagsDismissed(string Annotation) : AnnotationEventData(Annotation);
