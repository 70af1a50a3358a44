using Collab.Domain.Relations;

namespace Collab.Domain.Commands;

/// <summary>Take back what a note was said to be to another.</summary>
public sealed record UnrelateNotes : Command
{
    public required string From { get; init; }

    public RelationKind Relation { get; init; }

    public required string To { get; init; }

    public override string? Home => null;
}
