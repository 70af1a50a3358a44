namespace Collab.Web.Models;

/// <summary>A note of a file that has no place, or that cannot come.</summary>
/// <param name="Reason">Why, in English.</param>
/// <param name="Candidates">The ids of the clauses of which one may be meant.</param>
public sealed record UnplacedRow(int Note, string Author, int? ReplyTo, string? Text, string? Quote, string Reason, IReadOnlyList<string> Candidates)
{
    /// <summary>The id of the clause that was chosen for it, or null.</summary>
    public string? Chosen { get; init; }
}
