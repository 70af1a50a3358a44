using System.Collections.Immutable;

namespace Collab.Domain.Events;

/// <summary>The words changed; Places only where the passage changed too.</summary>
public sealed record AnnotationEdited(string Annotation, int Version, ImmutableArray<Place>? Places = null) : AnnotationEventData(Annotation);
