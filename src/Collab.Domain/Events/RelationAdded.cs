using Collab.Domain.Relations;

namespace Collab.Domain.Events;

/// <summary>A member said what a note is to another.</summary>
public sealed record RelationAdded(string From, RelationKind Relation, string To) : RelationEventData(From, Relation, To)
{
    /// <inheritdoc cref="AnnotationEventData.Original"/>
    public Original? Original { get; init; }
}
