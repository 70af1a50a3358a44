namespace Collab.Domain.Events;

/// <summary>A waiting note is on its way into the document: nothing else is decided about it until it is there or the document has refused it.</summary>
public sealed record ApprovalBegun(string Annotation) : AnnotationEventData(Annotation);
