namespace Collab.Domain.Commands;

/// <summary>A moderator does not let a waiting note out, or takes that back.</summary>
public sealed record RejectNote : AnnotationCommand
{
    public bool On { get; init; } = true;

    /// <summary>Shown to the author.</summary>
    public string? Reason { get; init; }
}
