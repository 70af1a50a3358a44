namespace Collab.Domain.Commands;

/// <summary>A moderator hides the words of a note from everyone but its author and other moderators.</summary>
public sealed record HideAnnotation : AnnotationCommand
{
    /// <summary>Shown to everyone in place of the words.</summary>
    public string? Reason { get; init; }
}
