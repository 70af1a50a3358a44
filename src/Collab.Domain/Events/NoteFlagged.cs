namespace Collab.Domain.Events;

/// <summary>A member asks moderators to look at a note. It stands in a sealed log: nobody else sees it.</summary>
public sealed record NoteFlagged(string Annotation) : AnnotationEventData(Annotation);
