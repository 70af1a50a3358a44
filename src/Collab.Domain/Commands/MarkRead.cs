using System.Collections.Immutable;

namespace Collab.Domain.Commands;

/// <summary>Count notes of the document as read by the member, on all of their devices.</summary>
public sealed record MarkRead : Command
{
    /// <summary>How many single notes may be named at once.</summary>
    public const int Most = 1_000;

    /// <summary>The document's epoch.</summary>
    public required string Epoch { get; init; }

    /// <summary>Everything up to this seq of the document; 0 for no more than before.</summary>
    public long UpTo { get; init; }

    /// <summary>The seqs of single notes.</summary>
    public ImmutableArray<long> Seqs { get; init; } = [];

    public override string? Home => null;
}
