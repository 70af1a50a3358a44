namespace Collab.Domain.Commands;

public sealed record ReopenDocument : Command
{
    public override string? Home => null;
}
