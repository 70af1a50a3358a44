using System.Collections.Immutable;
using Collab.Domain.Events;

namespace Collab.Contracts.Clauses;

/// <summary>What became of a clause's commit.</summary>
[GenerateSerializer, Immutable, Alias("Collab.CommitReply")]
public sealed record CommitReply
{
    /// <summary>Every event of the commit as it was written, in order; empty where nothing was.</summary>
    [Id(0)]
    public ImmutableArray<LogEvent> Events { get; init; } = [];

    /// <summary>The answer to each decision, in order.</summary>
    [Id(1)]
    public ImmutableArray<Reply> Replies { get; init; } = [];

    /// <summary>True where something that concerns the clause happened since it decided: nothing was written, it must open again and decide anew.</summary>
    [Id(2)]
    public bool Stale { get; init; }

    /// <summary>The refusal of everything, where storage refuses or the outcome is unknown.</summary>
    [Id(3)]
    public Reply? Failure { get; init; }
}
