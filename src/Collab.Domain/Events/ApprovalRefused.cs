namespace Collab.Domain.Events;

/// <summary>The document has refused a note that was on its way: it waits as before.</summary>
public sealed record ApprovalRefused(string Annotation) : AnnotationEventData(Annotation);
