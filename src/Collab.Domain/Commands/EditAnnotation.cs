using System.Collections.Immutable;
using Collab.Domain.Annotations;

namespace Collab.Domain.Commands;

/// <summary>Change one's own words, or what a note is about: its author and moderators may move it. Null leaves a field as it is.</summary>
public sealed record EditAnnotation : AnnotationCommand
{
    /// <summary>The version that the editor saw: an older one than the present is refused as <c>stale</c>.</summary>
    public required int Version { get; init; }

    public string? Text { get; init; }

    public ImmutableArray<string>? Tags { get; init; }

    /// <summary>May name other clauses, or none for the whole document. The note's id goes on naming its first home.</summary>
    public ImmutableArray<TargetRequest>? Targets { get; init; }

    /// <summary>What another program says with it beside that, all of it; empty for nothing any more. Null leaves what the change does not touch.</summary>
    public Foreign? Foreign { get; init; }

    public bool Override { get; init; }

    /// <summary>True where the words are left as they are.</summary>
    public bool IsMove => this is { Targets: not null, Text: null, Tags: null, Foreign: null };
}
