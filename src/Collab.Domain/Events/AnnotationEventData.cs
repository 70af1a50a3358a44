namespace Collab.Domain.Events;

/// <summary>What happened to one annotation.</summary>
public abstract record AnnotationEventData(string Annotation) : EventData
{
    /// <summary>Who did it and when, where an import brought it in; null for what happened here.</summary>
    public Original? Original { get; init; }
}
