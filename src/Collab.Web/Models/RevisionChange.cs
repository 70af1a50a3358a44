namespace Collab.Web.Models;

/// <summary>A point that is not in the next revision what it was.</summary>
/// <param name="Change">reworded, moved, inserted, deleted, merged or split.</param>
/// <param name="Before">The points that it was; none for one that is new.</param>
/// <param name="After">The points that it is; none for one that is gone.</param>
public sealed record RevisionChange(string Change, IReadOnlyList<ClauseModel> Before, IReadOnlyList<ClauseModel> After)
{
    /// <summary>The wording, with what was taken out and put in.</summary>
    public IReadOnlyList<RevisionWord> Words { get; init; } = [];

    /// <summary>The notes that it touched.</summary>
    public IReadOnlyList<RevisionNote> Notes { get; init; } = [];

    /// <summary>Whether a person must say that it is so.</summary>
    public bool Unsure { get; init; }

    /// <summary>Whether the form can say otherwise.</summary>
    public bool HasFields { get; init; }

    /// <summary>The numbers of the parts that each of the points before goes on as, from 1, as a form has them: "12" or "12, 13".</summary>
    public string Parts { get; init; } = "";
}
