namespace Collab.Domain.Commands;

/// <summary>Ask to speak about a point.</summary>
public sealed record RaiseHand : Command
{
    public required string Clause { get; init; }

    public override string? Home => null;
}
