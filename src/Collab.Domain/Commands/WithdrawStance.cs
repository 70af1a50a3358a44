namespace Collab.Domain.Commands;

/// <summary>Take one's stance on a point back.</summary>
public sealed record WithdrawStance : Command
{
    public required string Clause { get; init; }

    public override string? Home => Clause;
}
