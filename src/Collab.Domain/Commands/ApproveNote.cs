namespace Collab.Domain.Commands;

/// <summary>A moderator lets a waiting note out: it becomes a note of the document, by its author.</summary>
public sealed record ApproveNote : AnnotationCommand;
