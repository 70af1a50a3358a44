namespace Collab.Domain.Commands;

/// <summary>Take a hiding back.</summary>
public sealed record ShowAnnotation : AnnotationCommand;
