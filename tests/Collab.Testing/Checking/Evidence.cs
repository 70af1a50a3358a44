namespace Collab.Testing.Checking;

/// <summary>What a run has left behind for <see cref="Checker"/>.</summary>
public sealed record Evidence
{
    public required IReadOnlyList<Operation> Operations { get; init; }

    public required IReadOnlyList<ReaderTrace> Readers { get; init; }

    /// <summary>What people were shown who had been acknowledged something.</summary>
    public IReadOnlyList<ViewRead> Reads { get; init; } = [];

    /// <summary>The log in the end, from its first event.</summary>
    public required IReadOnlyList<LoggedEvent> Log { get; init; }

    /// <summary>The first event at which the chain of hashes does not hold, where it was computed anew; null where it holds.</summary>
    public long? BrokenAt { get; init; }

    /// <summary>What the document looked like in the end, by the way in which it was seen: live, replayed, exported …</summary>
    public IReadOnlyDictionary<string, string> Views { get; init; } = new Dictionary<string, string>();

    /// <summary>Heads that were seen at any time, with their hashes.</summary>
    public IReadOnlyList<(long Seq, string Hash)> Heads { get; init; } = [];

    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Fewer acknowledged operations than these prove nothing.</summary>
    public int LeastAnswered { get; init; } = 1;

    /// <summary>Fewer faults than these prove nothing.</summary>
    public int LeastFaults { get; init; }

    /// <summary>Fewer <see cref="Reads"/> than these prove nothing.</summary>
    public int LeastReads { get; init; }

    /// <summary>The codes of the refusals that were provoked; null where any is right.</summary>
    public IReadOnlyCollection<string?>? MayBeRefusedAs { get; init; }
}
