using System.Collections.Immutable;

namespace Collab.Domain.Events;

/// <summary>A note was added. Its words are the body, the tags and the quotes, one for each target.</summary>
public sealed record AnnotationAdded(string Annotation, int Number, ImmutableArray<Place> Places, string Motivation) : AnnotationEventData(Annotation);
