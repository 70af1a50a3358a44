namespace Collab.Domain.Commands;

/// <summary>Have a merged thread stand by itself again.</summary>
public sealed record UnmergeThread : Command
{
    /// <summary>The note that began it.</summary>
    public required string Annotation { get; init; }

    public override string? Home => null;
}
