namespace Collab.Domain.Commands;

/// <summary>Take one's own words back; the replies stay.</summary>
public sealed record DeleteAnnotation : AnnotationCommand;
