namespace Collab.Domain.Queue;

/// <summary>What is known of a note that waits, beside its words: those are among the log's notes.</summary>
/// <param name="Command">By which its author wrote it; it is let out under the same.</param>
/// <param name="Request">That command's digest.</param>
public sealed record WaitingNote(Guid Command, string Request)
{
    public WaitingState State { get; init; }

    /// <summary>Whether it is on its way into the document.</summary>
    public bool Leaving { get; init; }

    /// <summary>The last decision about it.</summary>
    public Ruling? Ruling { get; init; }

    /// <summary>Its id in the document, once it is there.</summary>
    public string? Published { get; init; }

    /// <summary>Its number in the document, once it is there.</summary>
    public int? Number { get; init; }

    /// <summary>The sealed log's seq of the last event about it.</summary>
    public long Changed { get; init; }
}
