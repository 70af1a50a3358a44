namespace Collab.Domain.Commands;

/// <summary>End the blind round on a point: what was written stays its authors' alone.</summary>
public sealed record CancelRound : Command
{
    public required string Clause { get; init; }

    public override string? Home => null;
}
