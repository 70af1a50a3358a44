using Collab.Domain.Relations;

namespace Collab.Domain.Events;

/// <summary>Something happened between two notes, of whatever points.</summary>
public abstract record RelationEventData(string From, RelationKind Relation, string To) : EventData;
