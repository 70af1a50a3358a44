using Collab.Domain.Annotations;

namespace Collab.Domain.Importing;

/// <summary>What a note of a file is about, as the file says it.</summary>
/// <param name="Clause">What the file calls the clause; null where it does not know clauses.</param>
/// <param name="Label">The clause's label there.</param>
/// <param name="Text">The clause's text there; null where the file does not have it.</param>
/// <param name="Position">Within the clause's text there; null where there is none, or it counts otherwise.</param>
/// <param name="Edition">Of a Collab document's file; null for the first.</param>
public sealed record Passage(string? Clause, string? Label, string? Text, TextQuoteSelector? Quote, TextPositionSelector? Position = null, string? Edition = null)
{
    /// <summary>Whether it is on an earlier text than the one that the file has: where it belongs in a later one a person says.</summary>
    public bool Earlier { get; init; }
}
