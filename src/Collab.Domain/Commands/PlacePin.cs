namespace Collab.Domain.Commands;

/// <summary>Pin a note to a point, or move its pin.</summary>
public sealed record PlacePin : AnnotationCommand
{
    public required string Clause { get; init; }

    /// <summary>The index in the clause's list; null for its end.</summary>
    public int? Order { get; init; }

    /// <summary>The pinned note in whose place this one comes.</summary>
    public string? Supersedes { get; init; }
}
