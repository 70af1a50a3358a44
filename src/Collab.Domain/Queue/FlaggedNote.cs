using System.Collections.Immutable;

namespace Collab.Domain.Queue;

/// <summary>The flags of a note of the document.</summary>
public sealed record FlaggedNote
{
    /// <summary>One for each member, oldest first.</summary>
    public ImmutableArray<Flag> Flags { get; init; } = [];

    /// <summary>Why they were dismissed; null while they ask for a look.</summary>
    public Ruling? Dismissed { get; init; }

    /// <summary>The sealed log's seq of the last event about them.</summary>
    public long Changed { get; init; }
}
