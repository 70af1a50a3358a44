namespace Collab.Web.Models;

/// <summary>A note that was found.</summary>
/// <param name="Title">The text's.</param>
/// <param name="Author">As the reader may know it.</param>
public sealed record FoundRow(string Document, string Title, int Number, DateTimeOffset At, string Author)
{
    /// <summary>True for an answer to another note.</summary>
    public bool IsReply { get; init; }

    /// <summary>True for what a moderator has hidden, of what the reader may read.</summary>
    public bool IsHidden { get; init; }

    /// <summary>The points that it is about; none for the whole text.</summary>
    public IReadOnlyList<string> Points { get; init; } = [];

    /// <summary>The passage that it is about.</summary>
    public string? Quote { get; init; }

    /// <summary>Its words, shortened.</summary>
    public string Text { get; init; } = "";

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
