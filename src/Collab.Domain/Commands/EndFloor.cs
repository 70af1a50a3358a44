namespace Collab.Domain.Commands;

/// <summary>Whoever speaks has spoken.</summary>
public sealed record EndFloor : Command
{
    public override string? Home => null;
}
