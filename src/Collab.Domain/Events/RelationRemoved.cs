using Collab.Domain.Relations;

namespace Collab.Domain.Events;

/// <summary>That is said no longer.</summary>
public sealed record RelationRemoved(string From, RelationKind Relation, string To) : RelationEventData(From, Relation, To);
