namespace Collab.Web.Models;

/// <summary>A note, or a reply, on the page without script.</summary>
public sealed record ReadingNote(string Id, int Number, string Author, DateTimeOffset Created)
{
    /// <summary>How it is cited on the page.</summary>
    public NoteReference Reference => new(Number, Private);

    /// <summary>When it was last edited, or null.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>shown, hidden, deleted or erased.</summary>
    public string State { get; init; } = "shown";

    /// <summary>Why it is hidden, or was shown again, when a reason was given.</summary>
    public string? Reason { get; init; }

    /// <summary>Where it points: none on the whole document; (clause, 0, length) or no span in a clause for the whole clause.</summary>
    public IReadOnlyList<TextSpan> Spans { get; init; } = [];

    /// <summary>The passages that it quotes, in their order.</summary>
    public IReadOnlyList<ReadingQuote> Quotes { get; init; } = [];

    /// <summary>The body as plain text; null when it may not be read.</summary>
    public string? Text { get; init; }

    /// <summary>The body as HTML that the server has sanitized; null shows <see cref="Text"/>.</summary>
    public string? Html { get; init; }

    /// <summary>The tags, without a sign before them.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>True when a moderator has pinned it to this clause.</summary>
    public bool Pinned { get; init; }

    /// <summary>True when the thread is resolved.</summary>
    public bool Resolved { get; init; }

    /// <summary>Why the thread was resolved or reopened last, when a reason was given.</summary>
    public string? ThreadReason { get; init; }

    /// <summary>For whom it was written: who said it aloud, the stance that it speaks for; and what it is to other notes.</summary>
    public IReadOnlyList<string> For { get; init; } = [];

    /// <summary>True where its words are not in the text any more, or not surely.</summary>
    public bool OnEarlierText { get; init; }

    /// <summary>True when only its author sees it.</summary>
    public bool Private { get; init; }

    /// <summary>The reactions, most used first.</summary>
    public IReadOnlyList<ReactionModel> Reactions { get; init; } = [];

    /// <summary>The replies, oldest first, each with its own replies.</summary>
    public IReadOnlyList<ReadingNote> Replies { get; init; } = [];

    /// <summary>The points that it is about besides this one, as they are called ("point 5").</summary>
    public IReadOnlyList<string> AlsoAt { get; init; } = [];
}
