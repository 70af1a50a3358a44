namespace Collab.Testing.Checking;

/// <summary>Everything that one reader received, over all of its connections. It may see every event.</summary>
public sealed class ReaderTrace(string name, long after)
{
    private readonly List<ReceivedBatch> _batches = [];
    private readonly List<TakenSnapshot> _snapshots = [];
    private readonly Lock _gate = new();
    private string _epoch = "";
    private long _cursor = after;

    public string Name => name;

    public long After { get; } = after;

    /// <summary>Where it goes on after a broken connection: <c>epoch:seq</c>, or the seq before the first batch.</summary>
    public string Cursor
    {
        get
        {
            lock (_gate)
                return _epoch.Length == 0 ? $"{_cursor}" : $"{_epoch}:{_cursor}";
        }
    }

    public long Seq
    {
        get
        {
            lock (_gate)
                return _cursor;
        }
    }

    public IReadOnlyList<ReceivedBatch> Batches
    {
        get
        {
            lock (_gate)
                return [.. _batches];
        }
    }

    /// <summary>The snapshots that it took when it was told to, in order.</summary>
    public IReadOnlyList<TakenSnapshot> Snapshots
    {
        get
        {
            lock (_gate)
                return [.. _snapshots];
        }
    }

    /// <summary>Whether it was told to take a snapshot again and has not yet.</summary>
    public bool IsSentBack { get; private set; }

    public void SendBack() => IsSentBack = true;

    /// <summary>It has taken a snapshot, and goes on behind that.</summary>
    public void Take(TakenSnapshot snapshot)
    {
        if (!IsSentBack)
            throw new InvalidOperationException($"{name} was not told to take a snapshot.");
        lock (_gate)
        {
            _snapshots.Add(snapshot with { After = _batches.Count });
            (_epoch, _cursor, IsSentBack) = (snapshot.Epoch, snapshot.Seq, false);
        }
    }

    public void Add(ReceivedBatch batch)
    {
        lock (_gate)
        {
            _batches.Add(batch);
            (_epoch, _cursor) = (batch.Epoch, batch.Last);
        }
    }
}
