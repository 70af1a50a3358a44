namespace Collab.Domain.Commands;

/// <summary>Have a thread stand under another that says the same. The document decides: they may be at different points.</summary>
public sealed record MergeThread : Command
{
    /// <summary>The note that began the thread.</summary>
    public required string Annotation { get; init; }

    /// <summary>The note that began the other.</summary>
    public required string Into { get; init; }

    public override string? Home => null;
}
