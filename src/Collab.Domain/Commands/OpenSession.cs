namespace Collab.Domain.Commands;

/// <summary>Open a session over the document.</summary>
public sealed record OpenSession : Command
{
    public string? Title { get; init; }

    public override string? Home => null;
}
