namespace Collab.Web.Models;

/// <summary>The page of a text's editions.</summary>
/// <param name="Editions">Those beside the first, in the order in which they came.</param>
/// <param name="Points">The clauses of the document, as they are called.</param>
public sealed record EditionsPageModel(string Document, string Title, IReadOnlyList<EditionRow> Editions, IReadOnlyList<ClauseModel> Points)
{
    /// <summary>True when I may add one.</summary>
    public bool MayAdd { get; init; }
}
