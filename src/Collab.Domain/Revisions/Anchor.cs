namespace Collab.Domain.Revisions;

/// <summary>How a target came to where it is, or why it stayed on an earlier text: what the last revision that concerned it made of it.</summary>
/// <param name="From">The revision that it was on before.</param>
public sealed record Anchor(AnchorState State, Evidence Evidence, int From)
{
    /// <summary>Whether a person said that it stays on the earlier text.</summary>
    public bool Kept { get; init; }
}
