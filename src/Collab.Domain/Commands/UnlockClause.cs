namespace Collab.Domain.Commands;

public sealed record UnlockClause : Command
{
    public required string Clause { get; init; }

    public override string? Home => Clause;
}
