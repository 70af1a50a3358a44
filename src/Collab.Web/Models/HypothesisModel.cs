namespace Collab.Web.Models;

/// <summary>A page on which Hypothesis' client runs: that with the text, or the client's own frame.</summary>
/// <param name="Boot">The address of the client's first script.</param>
/// <param name="Settings">What the client reads its settings from, as JSON that is safe in HTML.</param>
public sealed record HypothesisModel(string Document, string Title, string Boot, string Settings)
{
    /// <summary>The clauses of the text; none in the client's frame.</summary>
    public IReadOnlyList<ClauseModel> Clauses { get; init; } = [];
}
