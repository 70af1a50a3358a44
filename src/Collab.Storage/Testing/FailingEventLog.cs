using Collab.Domain.Events;

namespace Collab.Storage.Testing;

/// <summary>
/// A log that fails on purpose, for tests. Faults strike the appends to come, first asked first struck, one append each; with none it is
/// the log inside.
/// </summary>
public sealed class FailingEventLog(IEventLog inner) : IEventLog
{
    private readonly Lock _gate = new();
    private readonly Queue<Fault> _faults = [];
    private int _appends;
    private int _reads;

    /// <summary>Appends that were asked for, also those that failed.</summary>
    public int Appends => Volatile.Read(ref _appends);

    /// <summary>Event and snapshot reads that were asked for, also those that failed.</summary>
    public int Reads => Volatile.Read(ref _reads);

    /// <summary>Told of every page of events that is read: the stream, and how many there are.</summary>
    public Action<string, int>? EventsRead { get; set; }

    /// <summary>While set, every member throws it and does nothing: the storage is down.</summary>
    public Exception? Down { get; set; }

    /// <summary>While set, this event and all behind it cannot be read.</summary>
    public (string Stream, long Seq)? Damage { get; set; }

    /// <summary>Whether who asks for what follows a damaged head is told that nothing can, as PostgreSQL does.</summary>
    public bool IsDamageSeenBeyond { get; set; }

    /// <summary>While set, erasing throws it and erases nothing, as after a crash between the event and the removal.</summary>
    public Exception? CannotErase { get; set; }

    /// <summary>The next appends write nothing and throw; the default is <see cref="StorageUnavailableException"/>.</summary>
    public void FailBeforeWrite(int times = 1, Exception? error = null) =>
        Add(times, new Fault(error ?? new StorageUnavailableException("The log fails on purpose."), Writes: false, Hold: null));

    /// <summary>The next appends are written, but the answer is lost: they throw an <see cref="IOException"/> by default.</summary>
    public void FailAfterWrite(int times = 1, Exception? error = null) =>
        Add(times, new Fault(error ?? new IOException("The answer was lost on purpose."), Writes: true, Hold: null));

    /// <summary>The next appends write nothing and throw <see cref="StreamConflictException"/>.</summary>
    public void Conflict(int times = 1) => Add(times, new Fault(null, Writes: false, Hold: null));

    /// <summary>The next append stands still before it writes, until released; then it writes nothing and throws, where an error is given.</summary>
    public Hold HoldNext(Exception? error = null)
    {
        var hold = new Hold();
        Add(1, new Fault(error, Writes: error is null, hold));
        return hold;
    }

    public async Task AppendAsync(string stream, long expectedSeq, IReadOnlyList<StoredEvent> events)
    {
        Interlocked.Increment(ref _appends);
        ThrowIfDown();
        Fault? fault;
        lock (_gate)
            _faults.TryDequeue(out fault);
        if (fault?.Hold is { } hold)
            await hold.WaitAsync();
        if (fault is null || fault.Writes)
            await inner.AppendAsync(stream, expectedSeq, events);
        if (fault is not null && (fault.Hold is null || fault.Error is not null))
            throw fault.Error ?? new StreamConflictException(stream, expectedSeq);
    }

    public Task<StreamInfo> CreateAsync(string stream, string kind) => Pass(() => inner.CreateAsync(stream, kind));

    public Task<StreamInfo?> FindAsync(string stream) => Pass(() => inner.FindAsync(stream));

    public Task<IReadOnlyList<StreamInfo>> ListAsync(string kind) => Pass(() => inner.ListAsync(kind));

    public Task<IReadOnlyList<StoredEvent>> ReadAsync(string stream, long after, int max, int maxBytes = int.MaxValue) => Read(async () =>
    {
        var events = await inner.ReadAsync(stream, after, max, maxBytes);
        EventsRead?.Invoke(stream, events.Count);
        if (Damage is not { } damage || damage.Stream != stream)
            return events;
        if (events.Any(e => e.Seq >= damage.Seq))
            throw new DamagedStreamException(stream, damage.Seq);
        return IsDamageSeenBeyond && after >= damage.Seq && events.Count < max ? throw new DamagedStreamException(stream, after + 1) : events;
    });

    public Task<IReadOnlyList<StoredEvent>> ReadClauseAsync(string stream, string? clause, long after) =>
        Read(() => inner.ReadClauseAsync(stream, clause, after));

    public Task<IReadOnlyList<StoredEvent>> FindCommandAsync(string stream, string actor, Guid command) =>
        Read(() => inner.FindCommandAsync(stream, actor, command));

    public Task EraseAsync(string stream, IReadOnlyList<long> seqs) => Pass(async () =>
    {
        if (CannotErase is { } failure)
            throw failure;
        await inner.EraseAsync(stream, seqs);
        return true;
    });

    public Task<Snapshot?> ReadSnapshotAsync(string stream) => Read(() => inner.ReadSnapshotAsync(stream));

    public Task<SnapshotInfo?> FindSnapshotAsync(string stream) => Read(() => inner.FindSnapshotAsync(stream));

    public Task SaveSnapshotAsync(string stream, Snapshot snapshot) => Pass(async () =>
    {
        await inner.SaveSnapshotAsync(stream, snapshot);
        return true;
    });

    public Task<string> SaveTextAsync(ReadOnlyMemory<byte> text) => Pass(() => inner.SaveTextAsync(text));

    public Task<ReadOnlyMemory<byte>?> ReadTextAsync(string hash) => Pass(() => inner.ReadTextAsync(hash));

    private void Add(int times, Fault fault)
    {
        lock (_gate)
        {
            for (var i = 0; i < times; i++)
                _faults.Enqueue(fault);
        }
    }

    private Task<T> Read<T>(Func<Task<T>> read)
    {
        Interlocked.Increment(ref _reads);
        return Pass(read);
    }

    private async Task<T> Pass<T>(Func<Task<T>> call)
    {
        ThrowIfDown();
        return await call();
    }

    private void ThrowIfDown()
    {
        if (Down is { } down)
            throw down;
    }

    private sealed record Fault(Exception? Error, bool Writes, Hold? Hold);
}
