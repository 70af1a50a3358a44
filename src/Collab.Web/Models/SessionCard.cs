namespace Collab.Web.Models;

/// <summary>A session in short.</summary>
/// <param name="DocumentTitle">Of the text that it was held over.</param>
/// <param name="Title">Null where it has none.</param>
public sealed record SessionCard(string Id, string Document, string DocumentTitle, string? Title, DateTimeOffset Opened)
{
    /// <summary>Null while it goes on.</summary>
    public DateTimeOffset? Closed { get; init; }

    /// <summary>How many were there.</summary>
    public int Attended { get; init; }

    /// <summary>How many questions are open in its text now.</summary>
    public int Questions { get; init; }

    /// <summary>"point 4", where it ended; null where that is not known.</summary>
    public string? Point { get; init; }

    /// <summary>The id of that point.</summary>
    public string? PointId { get; init; }

    /// <summary>The address of its page.</summary>
    public string Address => $"/rooms/{Document}/session?session={Id}";
}
