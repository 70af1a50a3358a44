namespace Collab.Web.Models;

/// <summary>The revisions of a text, or what changed from one to a later one; and the notes on an earlier text.</summary>
/// <param name="Revision">The one that the text is at: of it are the places that are offered.</param>
public sealed record RevisionsModel(string Document, string Title, int Revision)
{
    /// <summary>All of them, oldest first; none where two are compared.</summary>
    public IReadOnlyList<RevisionRow> Revisions { get; init; } = [];

    /// <summary>The two that are compared; null where the page lists them.</summary>
    public (int From, int To)? Compared { get; init; }

    /// <summary>What changed between the two.</summary>
    public IReadOnlyList<RevisionChange> Changes { get; init; } = [];

    /// <summary>The notes that nobody has placed, and those that were left.</summary>
    public IReadOnlyList<EarlierNote> Notes { get; init; } = [];

    /// <summary>True when I may revise the text and place notes.</summary>
    public bool MayRevise { get; init; }

    /// <summary>The field of the forms.</summary>
    public required AntiforgeryField Antiforgery { get; init; }

    /// <summary>What was refused, or null.</summary>
    public string? Error { get; init; }

    /// <summary>The code of that.</summary>
    public string? ErrorCode { get; init; }
}
