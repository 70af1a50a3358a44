namespace Collab.Domain.Events;

/// <summary>What happened to one annotation.</summary>
public abstract record AnnotationEventData(string Annotation) : EventData;
