using System.Collections.Immutable;

namespace Collab.Domain.Annotations;

/// <summary>What an annotation said, and what about, at one version.</summary>
/// <param name="By">Who made the version; null for the annotation's creator.</param>
/// <param name="Targets">What it was about; null in what was kept before notes could be moved.</param>
public sealed record Wording(int Version, DateTimeOffset At, Body? Body, ImmutableArray<string> Tags, string? By = null, ImmutableArray<Target>? Targets = null)
{
    public static Wording Of(Annotation annotation) =>
        new(annotation.Version, annotation.Modified ?? annotation.Created, annotation.Body, annotation.Tags, annotation.ModifiedBy, annotation.Targets);

    public Wording WithoutWords() => this with { Body = null, Tags = [], Targets = Targets is { } targets ? Target.WithoutQuotes(targets) : null };
}
