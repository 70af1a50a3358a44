namespace Collab.Domain.Commands;

/// <summary>The thread is settled.</summary>
public sealed record ResolveThread : AnnotationCommand
{
    /// <summary>Why; for everyone to read.</summary>
    public string? Reason { get; init; }
}
