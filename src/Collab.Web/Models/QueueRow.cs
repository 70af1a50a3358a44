namespace Collab.Web.Models;

/// <summary>A note in the queue of moderators.</summary>
/// <param name="Kind">“waiting” or “flagged”.</param>
/// <param name="State">“open”, “approved”, “rejected”, “dismissed” or “hidden”.</param>
/// <param name="AsOf">The state of the queue that the reader sees.</param>
/// <param name="Seq">The document's.</param>
public sealed record QueueRow(string Document, string Title, string Annotation, string Kind, string State, string Author, DateTimeOffset At, long AsOf, long Seq)
{
    /// <summary>The point that it is about; null for the whole document.</summary>
    public string? Point { get; init; }

    /// <summary>Its number in the document; null while it waits.</summary>
    public int? Number { get; init; }

    /// <summary>True for an answer to another note.</summary>
    public bool IsReply { get; init; }

    /// <summary>The passage that it is about.</summary>
    public string? Quote { get; init; }

    /// <summary>Its words, without marks of Markdown.</summary>
    public string? Text { get; init; }

    /// <summary>Who said it aloud, where its author noted that.</summary>
    public string? Said { get; init; }

    /// <summary>The stance for which it speaks.</summary>
    public string? Stance { get; init; }

    /// <summary>Whether that can be taken no longer: it is approved without it.</summary>
    public bool StanceGone { get; init; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<QueueFlag> Flags { get; init; } = [];

    /// <summary>Who decided.</summary>
    public string? By { get; init; }

    /// <summary>When it was decided.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Why it was decided so.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether it is called by its number; else by its author.</summary>
    public bool IsNumbered => Number is not null && State != "open" || Kind == "flagged";
}
