namespace Collab.Domain.Commands;

/// <summary>The thread is not settled after all.</summary>
public sealed record ReopenThread : AnnotationCommand
{
    /// <summary>Why; for everyone to read.</summary>
    public string? Reason { get; init; }
}
