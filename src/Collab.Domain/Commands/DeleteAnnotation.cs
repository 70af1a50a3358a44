namespace Collab.Domain.Commands;

/// <summary>Take one's own words back; the replies stay.</summary>
public sealed record DeleteAnnotation : AnnotationCommand
{
    /// <summary>The version that the person saw: another one is refused as <c>stale</c>. Null where they do not mind.</summary>
    public int? Version { get; init; }
}
