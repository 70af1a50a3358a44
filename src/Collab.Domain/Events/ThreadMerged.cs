namespace Collab.Domain.Events;

/// <summary>A thread stands under another from now on, with all that is in it.</summary>
/// <param name="Into">The note that began the other.</param>
public sealed record ThreadMerged(string Annotation, string Into) : AnnotationEventData(Annotation);
