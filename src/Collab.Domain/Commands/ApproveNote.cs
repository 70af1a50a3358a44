namespace Collab.Domain.Commands;

/// <summary>A moderator lets a waiting note out: it becomes a note of the document, by its author.</summary>
public sealed record ApproveNote : AnnotationCommand
{
    /// <summary>Without the stance for which it speaks, where that can be taken no longer. What can be taken stays.</summary>
    public bool WithoutStance { get; init; }
}
