using System.Collections.Immutable;
using Collab.Domain.Annotations;

namespace Collab.Domain.Revisions;

/// <summary>What becomes of one target.</summary>
/// <param name="Placed">The target in the new revision; null where a person must say it.</param>
/// <param name="Candidates">Where a person may place it, the likeliest first.</param>
public sealed record Reanchored(AnchorState State, Evidence Evidence, Target? Placed, ImmutableArray<Target> Candidates)
{
    /// <summary>Most places that are offered.</summary>
    public const int MostCandidates = 5;
}
