namespace Collab.Domain.Commands;

/// <summary>Ask moderators to look at a note, or take that back.</summary>
public sealed record FlagAnnotation : AnnotationCommand
{
    public bool On { get; init; } = true;

    /// <summary>For moderators alone.</summary>
    public string? Reason { get; init; }
}
