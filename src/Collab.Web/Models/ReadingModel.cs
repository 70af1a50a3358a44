namespace Collab.Web.Models;

/// <summary>The room without script: for print, screen readers and bad networks.</summary>
public sealed record ReadingModel(string Document, string Title, IReadOnlyList<ReadingClause> Clauses)
{
    /// <summary>The title of the seminar.</summary>
    public string? SeminarTitle { get; init; }

    /// <summary>Lines of the document's metadata, in their order.</summary>
    public IReadOnlyList<MetadataEntry> Metadata { get; init; } = [];

    /// <summary>The points that are in the text no more, and have notes or stances.</summary>
    public IReadOnlyList<ReadingClause> Gone { get; init; } = [];

    /// <summary>The revision that is shown, and the one that the text is at.</summary>
    public (int Shown, int Now) Revision { get; init; } = (1, 1);

    /// <summary>Notes on the whole document.</summary>
    public IReadOnlyList<ReadingNote> Notes { get; init; } = [];

    /// <summary>The agenda and the sessions, as lines.</summary>
    public IReadOnlyList<string> Sessions { get; init; } = [];

    /// <summary>The point that a session is at, or null.</summary>
    public ClauseModel? At { get; init; }

    /// <summary>Which editions there are, and which are shown.</summary>
    public EditionsModel Editions { get; init; } = EditionsModel.None;

    /// <summary>True when nobody may write any more.</summary>
    public bool Closed { get; init; }

    /// <summary>True when I may comment.</summary>
    public bool MayAnnotate { get; init; }

    /// <summary>True when I may reply.</summary>
    public bool MayReply { get; init; }

    /// <summary>True when I may write at a locked clause.</summary>
    public bool MayWriteWhenLocked { get; init; }

    /// <summary>The antiforgery field of the forms; null leaves the forms out (an export).</summary>
    public AntiforgeryField? Antiforgery { get; init; }

    /// <summary>What was refused and why, or null.</summary>
    public string? Error { get; init; }

    /// <summary>The code of that.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>What was just done, or null.</summary>
    public string? Notice { get; init; }

    /// <summary>The text that was refused, put back into the form that it came from.</summary>
    public RefusedText? Refused { get; init; }

    /// <summary>The seq that the page shows.</summary>
    public long Seq { get; init; }
}
