namespace Collab.Web.Models;

/// <summary>What a session leaves behind, on one page.</summary>
public sealed record SessionModel(string Document, string DocumentTitle, string Seminar)
{
    /// <summary>The session; null where none was held yet.</summary>
    public SessionCard? Session { get; init; }

    /// <summary>The names of those who were there, in their order.</summary>
    public IReadOnlyList<string> Attended { get; init; } = [];

    /// <summary>Their ids: a next session says who of them is missing.</summary>
    public string Members { get; init; } = "";

    /// <summary>The questions that nobody has settled.</summary>
    public IReadOnlyList<QuestionRow> Questions { get; init; } = [];

    /// <summary>The points at which nothing was said: id and name.</summary>
    public IReadOnlyList<(string Id, string Name)> Untouched { get; init; } = [];

    /// <summary>The points at which a blind round is open: id and name.</summary>
    public IReadOnlyList<(string Id, string Name)> Rounds { get; init; } = [];

    /// <summary>The sessions held over the seminar's texts, newest first.</summary>
    public IReadOnlyList<SessionCard> Others { get; init; } = [];

    /// <summary>Whether nobody writes in the document any more.</summary>
    public bool Closed { get; init; }

    /// <summary>Whether I may hold sessions, and close the document.</summary>
    public bool MayRun { get; init; }

    /// <summary>Whether I may add texts.</summary>
    public bool MayImport { get; init; }

    /// <summary>Whether the whole seminar is mine to keep.</summary>
    public bool MayArchive { get; init; }

    /// <summary>Whether I may take the document away.</summary>
    public bool MayExport { get; init; }

    /// <summary>The points of the agenda that the last session over this text did not come to, by name.</summary>
    public string Left { get; init; } = "";

    /// <summary>The seminar's texts, to hold the next session over, each with what its last one left of its agenda.</summary>
    public IReadOnlyList<(string Id, string Title, string Left)> Texts { get; init; } = [];
}
