using System.Collections.Concurrent;

namespace Collab.Cluster.Tests.Checking;

/// <summary>Records what everybody invoked and was told, and what every reader received. For many threads.</summary>
public sealed class History
{
    private readonly ConcurrentQueue<Operation> _operations = [];
    private readonly ConcurrentQueue<ReaderTrace> _readers = [];
    private readonly ConcurrentQueue<string> _faults = [];

    public IReadOnlyList<Operation> Operations => [.. _operations];

    public IReadOnlyList<ReaderTrace> Readers => [.. _readers];

    /// <summary>The faults that were in force while operations were under way.</summary>
    public IReadOnlyList<string> Faults => [.. _faults];

    public Operation Invoke(string command, string actor)
    {
        var operation = new Operation(command, actor);
        _operations.Enqueue(operation);
        return operation;
    }

    /// <param name="after">The seq after which the reader begins.</param>
    public ReaderTrace Read(string name, long after = 0)
    {
        var trace = new ReaderTrace(name, after);
        _readers.Enqueue(trace);
        return trace;
    }

    public void Fault(string what) => _faults.Enqueue(what);
}
