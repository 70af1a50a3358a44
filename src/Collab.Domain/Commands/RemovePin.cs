namespace Collab.Domain.Commands;

/// <summary>Take a pin off a point, or off every point where Clause is null. The note stays.</summary>
public sealed record RemovePin : AnnotationCommand
{
    public string? Clause { get; init; }
}
