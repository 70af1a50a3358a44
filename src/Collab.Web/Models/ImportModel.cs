namespace Collab.Web.Models;

/// <summary>The page on which a text becomes a document.</summary>
/// <param name="Seminars">Where the reader may put it.</param>
/// <param name="Seminar">The one that is chosen already, or null.</param>
public sealed record ImportModel(IReadOnlyList<SeminarChoice> Seminars, string? Seminar)
{
    /// <summary>True when the reader may found a new seminar for it.</summary>
    public bool MayCreateSeminar { get; init; }

    /// <summary>The text that was sent to the page by a form, or null.</summary>
    public string? Text { get; init; }
}
