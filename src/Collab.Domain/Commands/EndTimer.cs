namespace Collab.Domain.Commands;

/// <summary>Take the timer away, whether it is over or not.</summary>
public sealed record EndTimer : Command
{
    public override string? Home => null;
}
