namespace Collab.Web.Models;

/// <summary>What was looked for in all texts of a seminar, and what was found.</summary>
/// <param name="Words">Null where nothing was asked yet.</param>
/// <param name="Sort">“newest”, “relevance” or “document”.</param>
public sealed record SearchModel(string Seminar, string SeminarTitle, string? Words, string Sort)
{
    /// <summary>How many notes there are, on all pages.</summary>
    public int Count { get; init; }

    /// <summary>In how many texts.</summary>
    public int Documents { get; init; }

    /// <summary>Those of this page.</summary>
    public IReadOnlyList<FoundRow> Rows { get; init; } = [];

    /// <summary>Where the next page begins; null on the last.</summary>
    public string? Next { get; init; }

    /// <summary>Whether this is the first page.</summary>
    public bool IsFirst { get; init; } = true;

    /// <summary>Why it could not be looked for.</summary>
    public string? Refusal { get; init; }

    /// <summary>The code of that.</summary>
    public string? RefusalCode { get; init; }

    /// <summary>The same search, from there on.</summary>
    public string Address(string? after) =>
        $"/seminars/{Seminar}/search?q={Uri.EscapeDataString(Words ?? "")}&sort={Sort}{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}";
}
