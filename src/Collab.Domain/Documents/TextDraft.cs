namespace Collab.Domain.Documents;

/// <summary>A text as an importer split it, before a person has corrected the split and saved it.</summary>
/// <param name="Title">The text's own title, or null where it has none.</param>
/// <param name="Metadata">What the text's head says about the text.</param>
/// <param name="Clauses">All clauses in reading order, at most <see cref="MaxClauses"/>.</param>
/// <param name="Warnings">What the person should look at, a sentence each.</param>
public sealed record TextDraft(
    string? Title,
    DocumentMetadata Metadata,
    IReadOnlyList<ClauseDraft> Clauses,
    IReadOnlyList<string> Warnings)
{
    /// <summary>Most clauses in one document.</summary>
    public const int MaxClauses = 10_000;

    /// <summary>The index of the clause's parent in <see cref="Clauses"/>, or null at the top.</summary>
    public int? ParentOf(int index)
    {
        for (var i = index - 1; i >= 0; i--)
        {
            if (Clauses[i].Level < Clauses[index].Level)
                return i;
        }

        return null;
    }
}
