namespace Collab.Domain.Commands;

/// <summary>A moderator leaves a flagged note as it is, or takes that back.</summary>
public sealed record DismissFlags : AnnotationCommand
{
    public bool On { get; init; } = true;

    /// <summary>For moderators alone.</summary>
    public string? Reason { get; init; }
}
