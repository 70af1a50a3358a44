using System.Collections.Immutable;
using Collab.Domain.Revisions;

namespace Collab.Domain.Annotations;

/// <summary>What an annotation is about: a clause of one revision, or the span of it that both selectors name.</summary>
/// <param name="Edition">The edition whose words are meant, and whose revision it is; null for the first.</param>
public sealed record Target(string Clause, int Revision, TextQuoteSelector? Quote = null, TextPositionSelector? Position = null, string? Edition = null)
{
    /// <summary>What a revision of the text made of it; null where no revision concerned it since it was chosen.</summary>
    public Anchor? Anchor { get; init; }

    /// <summary>True when the whole clause is meant.</summary>
    public bool IsWhole => Quote is null && Position is null;

    public static ImmutableArray<Target> WithoutQuotes(ImmutableArray<Target> targets) => [.. targets.Select(target => target with { Quote = null })];
}
