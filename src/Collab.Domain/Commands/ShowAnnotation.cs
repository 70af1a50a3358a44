namespace Collab.Domain.Commands;

/// <summary>Take a hiding back.</summary>
public sealed record ShowAnnotation : AnnotationCommand
{
    /// <summary>Why; for everyone to read.</summary>
    public string? Reason { get; init; }
}
