namespace Collab.Web.Models;

/// <summary>A clause with its notes: pinned ones first, in the order of their pins, then by number.</summary>
public sealed record ReadingClause(ClauseModel Clause, IReadOnlyList<ReadingNote> Notes)
{
    /// <summary>What members hold of it, as lines; none where nobody has taken a stance.</summary>
    public IReadOnlyList<string> Stances { get; init; } = [];

    /// <summary>What I wrote in the blind round that is open there; null where none is.</summary>
    public IReadOnlyList<string>? Kept { get; init; }
}
