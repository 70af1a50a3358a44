namespace Collab.Web.Models;

/// <summary>A session on the wall. It holds nothing that a guest may not see.</summary>
/// <param name="Seq">The seq that it shows.</param>
/// <param name="Now">The server's clock, by which the time runs out.</param>
public sealed record ProjectorModel(string Document, string Title, string Epoch, long Seq, DateTimeOffset Now)
{
    /// <summary>The title of the session that is held; null where none is.</summary>
    public string? Session { get; init; }

    /// <summary>The point that it is at, or null.</summary>
    public ClauseModel? Clause { get; init; }

    /// <summary>The words of it that were led to, or null.</summary>
    public TextSpan? Passage { get; init; }

    /// <summary>What is pinned there.</summary>
    public IReadOnlyList<ReadingNote> Pins { get; init; } = [];

    /// <summary>Whether a blind round is open there.</summary>
    public bool IsBlind { get; init; }

    /// <summary>"5 agree, 2 disagree"; empty where nobody took a stance there.</summary>
    public string Stances { get; init; } = "";

    /// <summary>When the timer ends, or null.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>The point that the timer is for, where it is another than the one that is shown; else null.</summary>
    public ClauseModel? TimedClause { get; init; }

    /// <summary>Who has the floor, or null.</summary>
    public string? Floor { get; init; }

    /// <summary>How many hands are up.</summary>
    public int Hands { get; init; }

    /// <summary>The code that lets people in while it is shown, or null.</summary>
    public string? Code { get; init; }

    /// <summary>Where the code is typed.</summary>
    public string Join { get; init; } = "";

    /// <summary>That address as an SVG picture; null without a code.</summary>
    public string? Qr { get; init; }
}
