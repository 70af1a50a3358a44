using Collab.Domain.Annotations;

namespace Collab.Domain.Revisions;

/// <summary>What became of one target when the text was revised.</summary>
/// <param name="Target">Its place among the note's targets, from 0.</param>
/// <param name="Position">Where its words stand now; null for the whole clause, and where it was not placed.</param>
public sealed record TargetOutcome(string Annotation, int Target, AnchorState State, Evidence Evidence, TextPositionSelector? Position = null)
{
    /// <summary>Whether it was placed without a person.</summary>
    public bool IsPlaced => State is AnchorState.Unchanged or AnchorState.Moved;
}
