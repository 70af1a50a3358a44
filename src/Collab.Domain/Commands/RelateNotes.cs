using Collab.Domain.Relations;

namespace Collab.Domain.Commands;

/// <summary>Say what a note is to another. The document decides: they may be at different points.</summary>
public sealed record RelateNotes : Command
{
    public required string From { get; init; }

    public RelationKind Relation { get; init; }

    public required string To { get; init; }

    public override string? Home => null;
}
