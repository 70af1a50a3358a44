using System.Runtime.CompilerServices;
using Collab.Domain;
using Collab.Domain.Events;
using Collab.Domain.Planting;
using Collab.Domain.Policy;
using Collab.Server.Problems;

namespace Collab.Server.Feeds;

public sealed partial class DocumentFeed
{
    /// <summary>Batches that many readers take from the same cursor; more are hardly ever in use at once.</summary>
    private const int MaxCachedBatches = 16;

    /// <summary>Most bytes of a batch from the log: it is held for one reader alone, and not for all who are at the same place as one from the ring is.</summary>
    private const int MaxBytesFromLog = 24 * 1024;

    private readonly Dictionary<(long After, ViewClass Class), Batch> _batches = [];
    private readonly Dictionary<(long After, int Max, int MaxBytes), Task<IReadOnlyList<LogEvent>>> _pages = [];

    /// <summary>
    /// Every event after the cursor as the person may see it, in batches, for as long as they are a member. A reader is nothing
    /// but this cursor: a slow one holds up nobody and fills nothing.
    /// </summary>
    /// <returns>
    /// The last item is <see cref="Batch.Resync"/> where the reader must take a snapshot again: the cursor is not of this log, or they had
    /// been up to date and are now further behind than is remembered here.
    /// </returns>
    /// <exception cref="RefusalException"><c>not-found</c> when the person is no member, or no longer; <c>unavailable</c>.</exception>
    public async IAsyncEnumerable<Batch> WatchAsync(string person, Cursor cursor, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var hold = Hold();
        await EnsureReachedAsync(person, cursor, cancellation);
        cursor = cursor with { Epoch = cursor.Epoch ?? State.Header.Epoch };
        if (Planted.Is(Defect.ResumeOneTooFar) && cursor.Seq > 0 && cursor.Seq < View.Head)
            cursor = cursor with { Seq = cursor.Seq + 1 };
        if (Planted.Is(Defect.ResumeOneTooNear) && cursor.Seq > 0)
            cursor = cursor with { Seq = cursor.Seq - 1 };
        if (Planted.Is(Defect.DroppedOnReconnect) && cursor.Seq > 0)
            cursor = cursor with { Seq = View.Head };
        var (watcher, wasAtHead) = (new Watcher(person), false);
        using var waiter = new Waiter(Changed, cancellation);
        while (true)
        {
            var fired = Changed.Fired;
            // Who begins far behind wants the past. Who fell behind is better served by one snapshot than by the log, page by page.
            var batch = wasAtHead && IsBelowRing(cursor.Seq) ? Batch.Resync : await ReadAsync(watcher, cursor, Batch.MaxEvents, null, cancellation);
            if (batch is null)
            {
                wasAtHead = true;
                await waiter.AfterAsync(fired);
                continue;
            }

            yield return batch;
            if (batch.IsResync)
                yield break;
            cursor = cursor with { Seq = batch.Last };
            // While others are still being told of this, what comes next is gathered: more events in fewer messages, the busier it is.
            if (View.Head - cursor.Seq < Batch.MaxEvents)
                await waiter.AfterRoundAsync();
        }
    }

    /// <summary>Makes sure that a cursor beyond this replica is beyond the document too: another node may have shown the reader more.</summary>
    /// <exception cref="RefusalException"><c>unavailable</c>.</exception>
    public async Task EnsureReachedAsync(string person, Cursor cursor, CancellationToken cancellation = default)
    {
        await EnsureFreshAsync(person, cancellation);
        if (cursor.IsLost(State.Header.Epoch, View.Head))
            await CatchUpAsync().WaitAsync(Patience, _time, cancellation);
    }

    /// <summary>The events after the cursor as the person may see them by the rights of this moment.</summary>
    /// <param name="maxBytes">Null for a batch of a stream: 64 KiB, which those at the same place share, or 24 from the log.</param>
    /// <returns>Null at the head; <see cref="Batch.Resync"/> for a cursor that is not of this log.</returns>
    /// <exception cref="RefusalException"><c>not-found</c>, <c>unavailable</c>.</exception>
    public Task<Batch?> ReadAsync(string person, Cursor cursor, int maxEvents = Batch.MaxEvents, int? maxBytes = null, CancellationToken cancellation = default) =>
        ReadAsync(new Watcher(person), cursor, maxEvents, maxBytes, cancellation).AsTask();

    // What the ring has is there at once, without a task of its own for each reader.
    private ValueTask<Batch?> ReadAsync(Watcher watcher, Cursor cursor, int maxEvents, int? maxBytes, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (cursor.IsLost(_view!.State.Header.Epoch, _view.Head))
                return new(Batch.Resync);
            if (cursor.Seq >= _ring.Floor || Planted.Is(Defect.RingFloorIgnored))
                return new(ReadRing(watcher.AudienceIn(_view), cursor.Seq, maxEvents, maxBytes));
        }

        return new(ReadLogAsync(watcher, cursor, maxEvents, maxBytes, cancellation));
    }

    private async Task<Batch?> ReadLogAsync(Watcher watcher, Cursor cursor, int maxEvents, int? maxBytes, CancellationToken cancellation)
    {
        watcher.AudienceIn(View);
        var most = maxBytes ?? MaxBytesFromLog;
        var page = await PageAsync(cursor.Seq, maxEvents, most, cancellation);
        lock (_gate)
        {
            // What the replica has not folded yet cannot be judged by its policy.
            var entries = page.Skip(Planted.Is(Defect.PageWithHole) && page.Count > 1 ? 1 : 0).TakeWhile((e, i) => (e.Seq == cursor.Seq + 1 + i || Planted.Is(Defect.PageWithHole)) && e.Seq <= _view!.Head).Select(e => new RingEntry(e));
            return Pack(watcher.AudienceIn(_view!), cursor.Seq, entries, most).Batch ?? throw Unavailable;
        }
    }

    /// <summary>Some of the events after the cursor, up to the head of this replica, for whoever tells of them in other words. None of them is anybody's to see yet.</summary>
    /// <returns>Null for a cursor that is not of this log.</returns>
    /// <exception cref="RefusalException"><c>unavailable</c>.</exception>
    internal async Task<IReadOnlyList<LogEvent>?> EventsAsync(Cursor cursor, int max, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (cursor.IsLost(_view!.State.Header.Epoch, _view.Head))
                return null;
            if (cursor.Seq >= _ring.Floor)
                return [.. Enumerable.Range(1, (int)Math.Min(max, _view.Head - cursor.Seq)).Select(i => _ring[cursor.Seq + i].Event)];
        }

        return [.. (await PageAsync(cursor.Seq, max, 1024 * 1024, cancellation)).TakeWhile(e => e.Seq <= View.Head)];
    }

    /// <summary>Further behind than the ring reaches, and by more than one batch: a ring that has just begun is short.</summary>
    private bool IsBelowRing(long seq)
    {
        if (View.Head - seq <= Batch.MaxEvents)
            return false;
        lock (_gate)
            return seq < _ring.Floor;
    }

    private Batch? ReadRing(Audience audience, long after, int maxEvents, int? maxBytes)
    {
        if (after == _view!.Head)
            return null;
        var cacheable = maxEvents == Batch.MaxEvents && maxBytes is null && !_view.IsPersonal(audience);
        if (cacheable && _batches.TryGetValue((after, audience.Class), out var cached))
            return cached;
        var entries = Enumerable.Range(1, (int)Math.Min(maxEvents, _view.Head - after)).Select(i => _ring[after + i]);
        var (batch, personal) = Pack(audience, after, entries, maxBytes ?? Batch.MaxBytes);
        if (cacheable && !personal)
        {
            if (_batches.Count >= MaxCachedBatches)
                _batches.Clear();
            _batches[(after, audience.Class)] = batch = batch! with { IsShared = true };
        }

        return batch;
    }

    private (Batch? Batch, bool Personal) Pack(Audience audience, long after, IEnumerable<RingEntry> entries, int maxBytes)
    {
        var anyPersonal = false;
        var batch = BatchEncoding.Pack(_view!.State.Header.Epoch, after, _view.Head, maxBytes, entries.Select(entry =>
        {
            var bytes = entry.Encode(_view.State, audience, out var personal);
            anyPersonal |= personal;
            return bytes;
        }));
        return (batch, anyPersonal);
    }

    /// <summary>Events straight from the log, for whoever is below the ring. All who are at the same place share one reading.</summary>
    internal Task<IReadOnlyList<LogEvent>> PageAsync(long after, int max, int maxBytes, CancellationToken cancellation)
    {
        var place = (after, max, maxBytes);
        lock (_gate)
        {
            if (!_pages.TryGetValue(place, out var reading))
            {
                reading = ReadPageAsync(place);
                if (!reading.IsCompleted)
                    _pages[place] = reading;
            }

            return reading.WaitAsync(cancellation);
        }
    }

    private async Task<IReadOnlyList<LogEvent>> ReadPageAsync((long After, int Max, int MaxBytes) place)
    {
        try
        {
            return await _grain.ReadAsync(place.After, place.Max, place.MaxBytes);
        }
        catch (Exception e) when (LostCall.Is(e))
        {
            throw Unavailable;
        }
        finally
        {
            lock (_gate)
                _pages.Remove(place);
        }
    }
}
