namespace Collab.Domain.Commands;

/// <summary>End the blind round on a point: everybody sees what was written, at once.</summary>
public sealed record RevealRound : Command
{
    public required string Clause { get; init; }

    public override string? Home => null;
}
