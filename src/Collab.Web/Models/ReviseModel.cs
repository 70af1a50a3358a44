namespace Collab.Web.Models;

/// <summary>The page on which a text is revised.</summary>
/// <param name="Revision">The one that the text is at.</param>
public sealed record ReviseModel(string Document, string Title, int Revision)
{
    /// <summary>The field of the form.</summary>
    public required AntiforgeryField Antiforgery { get; init; }

    /// <summary>What the form sends again, so that the same revision comes once.</summary>
    public required string CommandId { get; init; }

    /// <summary>What was pasted.</summary>
    public string Text { get; init; } = "";

    /// <summary>The parts of the new text as the form brings them back; null before there is a preview.</summary>
    public string? Draft { get; init; }

    /// <summary>The beginnings of the parts, in order.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>What the person should look at who brought the text, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What is not as it was.</summary>
    public IReadOnlyList<RevisionChange> Changes { get; init; } = [];

    /// <summary>How many points stay as they are.</summary>
    public int Same { get; init; }

    /// <summary>How many targets of notes stay, move with their words, need a person, and are on words that are gone.</summary>
    public (int Unchanged, int Moved, int Ambiguous, int Orphaned) Notes { get; init; }

    /// <summary>Why, for all to read.</summary>
    public string? Reason { get; init; }

    /// <summary>What was refused, or null.</summary>
    public string? Error { get; init; }

    /// <summary>The code of that.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>True when nobody may write any more.</summary>
    public bool Closed { get; init; }

    /// <summary>Whether no pair is in doubt.</summary>
    public bool IsSure => Changes.All(change => !change.Unsure);
}
