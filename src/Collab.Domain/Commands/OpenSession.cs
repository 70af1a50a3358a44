namespace Collab.Domain.Commands;

/// <summary>Open a session over the document.</summary>
public sealed record OpenSession : Command
{
    public string? Title { get; init; }

    /// <summary>Whether the agenda becomes what the last session did not come to, where it came to some of it.</summary>
    public bool CarryOver { get; init; }

    public override string? Home => null;
}
