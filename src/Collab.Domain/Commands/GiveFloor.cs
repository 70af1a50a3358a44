namespace Collab.Domain.Commands;

/// <summary>Let a member speak whose hand is up.</summary>
public sealed record GiveFloor : Command
{
    public required string Member { get; init; }

    public override string? Home => null;
}
