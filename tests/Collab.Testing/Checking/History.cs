using System.Collections.Concurrent;

namespace Collab.Testing.Checking;

/// <summary>Records what everybody invoked and was told, what every reader received, and what was wrong with the world meanwhile. For many threads.</summary>
/// <param name="time">The clock whose timestamps order what happens; the machine's where none is given.</param>
public sealed class History(TimeProvider? time = null)
{
    private readonly ConcurrentQueue<Operation> _operations = [];
    private readonly ConcurrentQueue<ReaderTrace> _readers = [];
    private readonly ConcurrentQueue<ViewRead> _reads = [];
    private readonly ConcurrentQueue<string> _faults = [];
    private int _operationCount;
    private int _faultCount;

    public IReadOnlyList<Operation> Operations => [.. _operations];

    public int OperationCount => _operationCount;

    public IReadOnlyList<ReaderTrace> Readers => [.. _readers];

    public IReadOnlyList<ViewRead> Reads => [.. _reads];

    /// <summary>The faults that were in force while operations were under way.</summary>
    public IReadOnlyList<string> Faults => [.. _faults];

    public int FaultCount => _faultCount;

    public Operation Invoke(string command, string actor)
    {
        var operation = new Operation(command, actor, time);
        _operations.Enqueue(operation);
        Interlocked.Increment(ref _operationCount);
        return operation;
    }

    /// <param name="after">The seq after which the reader begins.</param>
    public ReaderTrace Read(string name, long after = 0)
    {
        var trace = new ReaderTrace(name, after);
        _readers.Enqueue(trace);
        return trace;
    }

    public void Look(ViewRead read) => _reads.Enqueue(read);

    public void Fault(string what)
    {
        _faults.Enqueue(what);
        Interlocked.Increment(ref _faultCount);
    }
}
