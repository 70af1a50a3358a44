namespace Collab.Web.Models;

/// <summary>My rooms.</summary>
/// <param name="SignedIn">False for somebody whom the server does not know yet.</param>
public sealed record HomeModel(bool SignedIn, IReadOnlyList<SeminarCard> Seminars)
{
    /// <summary>True when I may found a seminar of my own.</summary>
    public bool MayCreateSeminar { get; init; }

    /// <summary>The antiforgery field of the form that carries a text to the import; null where there is none.</summary>
    public AntiforgeryField? Antiforgery { get; init; }

    /// <summary>A sentence about what was just done ("You left the seminar."), or null.</summary>
    public string? Notice { get; init; }
}
