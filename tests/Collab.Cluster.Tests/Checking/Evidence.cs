namespace Collab.Cluster.Tests.Checking;

/// <summary>What a run has left behind for <see cref="Checker"/>.</summary>
public sealed record Evidence
{
    public required IReadOnlyList<Operation> Operations { get; init; }

    public required IReadOnlyList<ReaderTrace> Readers { get; init; }

    /// <summary>The log in the end, from its first event.</summary>
    public required IReadOnlyList<LoggedEvent> Log { get; init; }

    /// <summary>What the document looked like in the end, by the way in which it was seen: live, replayed, exported …</summary>
    public IReadOnlyDictionary<string, string> Views { get; init; } = new Dictionary<string, string>();

    /// <summary>Heads that were seen at any time, with their hashes.</summary>
    public IReadOnlyList<(long Seq, string Hash)> Heads { get; init; } = [];

    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Fewer acknowledged operations than these prove nothing.</summary>
    public int LeastAnswered { get; init; } = 1;

    /// <summary>Fewer faults than these prove nothing.</summary>
    public int LeastFaults { get; init; }
}
