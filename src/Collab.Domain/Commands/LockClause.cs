namespace Collab.Domain.Commands;

/// <summary>Only moderators may write at the point, and only on purpose, until it is unlocked.</summary>
public sealed record LockClause : Command
{
    public required string Clause { get; init; }

    public string? Reason { get; init; }

    public override string? Home => Clause;
}
