using System.Collections.Immutable;
using Collab.Domain.Annotations;

namespace Collab.Domain.Commands;

/// <summary>Change one's own words or their passage. Null leaves a field as it is.</summary>
public sealed record EditAnnotation : AnnotationCommand
{
    /// <summary>The version that the editor saw: an older one than the present is refused as <c>stale</c>.</summary>
    public required int Version { get; init; }

    public string? Text { get; init; }

    public ImmutableArray<string>? Tags { get; init; }

    /// <summary>Must lie at the note's home: a note does not move to another clause by an edit.</summary>
    public ImmutableArray<TargetRequest>? Targets { get; init; }

    public bool Override { get; init; }
}
