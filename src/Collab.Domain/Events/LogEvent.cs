namespace Collab.Domain.Events;

/// <summary>A fact that happened in a document, a seminar or a notebook.</summary>
public sealed record LogEvent
{
    /// <summary>1, 2, 3 … within its log, with no gap; 0 until the log's grain has given it.</summary>
    public long Seq { get; init; }

    /// <summary>UTC; never goes back within a log.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The member who did it.</summary>
    public required string Actor { get; init; }

    /// <summary>The home clause: the one whose grain folds the event; null for the document itself.</summary>
    public string? Clause { get; init; }

    /// <summary>The client's id of the command, and the event's place among those that it gave.</summary>
    public required Guid Command { get; init; }

    public int Ordinal { get; init; }

    public required EventData Data { get; init; }

    public Words? Words { get; init; }

    /// <summary>The chain's hash at this event: SHA-256, 64 hexadecimal digits; empty until it is sealed.</summary>
    public string Hash { get; init; } = "";

    public string Kind => Data.Kind;

    /// <summary>Who is said to have done it: the actor, but for what an import brought in.</summary>
    public string Author => Original?.By ?? Actor;

    /// <summary>When it is said to have been done: <see cref="At"/>, but for what an import brought in.</summary>
    public DateTimeOffset Dated => Original?.At ?? At;

    private Original? Original => Data switch
    {
        AnnotationEventData about => about.Original,
        RelationAdded relation => relation.Original,
        _ => null,
    };
}
