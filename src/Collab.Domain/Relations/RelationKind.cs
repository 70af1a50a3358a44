namespace Collab.Domain.Relations;

/// <summary>What a note is to another.</summary>
public enum RelationKind
{
    Answers,

    Contradicts,

    Supports,
}
