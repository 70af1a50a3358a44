using Collab.Domain.Rounds;

namespace Collab.Domain.Commands;

/// <summary>Begin a blind round on a point.</summary>
public sealed record OpenRound : Command
{
    public required string Clause { get; init; }

    public RoundShow Show { get; init; }

    public override string? Home => null;
}
