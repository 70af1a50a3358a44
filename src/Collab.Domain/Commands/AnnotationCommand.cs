using Collab.Domain.Annotations;

namespace Collab.Domain.Commands;

/// <summary>A command about one annotation: its id says who decides.</summary>
public abstract record AnnotationCommand : Command
{
    public required string Annotation { get; init; }

    public override string? Home => AnnotationId.HomeOf(Annotation);
}
