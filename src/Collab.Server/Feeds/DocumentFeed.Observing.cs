using Collab.Contracts.Documents;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Storage;

namespace Collab.Server.Feeds;

/// <summary>How the feed keeps in touch with its document.</summary>
public sealed partial class DocumentFeed
{
    /// <summary>How often the observation is renewed while nobody reads; it is confirmed every <see cref="Lease"/> while somebody does.</summary>
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(10);

    private IDocumentObserver? _observer;
    private Task _catchUp = Task.CompletedTask;
    private Task _nextCatchUp = Task.CompletedTask;
    private Task _tending = Task.CompletedTask;
    private int _repairing;
    private int _holds;
    private long _lastUsed;
    private bool _closed;
    private long _lastRenewed;
    private long _confirmed;
    private bool _everConfirmed;

    private bool IsFresh => Volatile.Read(ref _everConfirmed) && _time.GetElapsedTime(Volatile.Read(ref _confirmed)) < Lease;

    /// <summary>Keeps the feed open until it is disposed.</summary>
    public IDisposable Hold()
    {
        lock (_gate)
            _holds++;
        return new Held(this);
    }

    /// <summary>Says that it is used now; false where it was closed, and another must be opened.</summary>
    internal bool TryUse()
    {
        lock (_gate)
        {
            _lastUsed = _time.GetTimestamp();
            return !_closed;
        }
    }

    /// <summary>Closes it if nobody has used it for so long, and nobody is in it.</summary>
    internal bool TryClose(TimeSpan unused)
    {
        lock (_gate)
            return _closed = _holds == 0 && _stays.Count == 0 && _time.GetElapsedTime(_lastUsed) >= unused;
    }

    private async Task<DocumentState?> ObservedAsync(IDocumentObserver observer) =>
        await _grain.ObserveAsync(observer) is var state && state is { Header.Revision: 0 } ? throw new DamagedStreamException(Document, 1) : state;

    /// <summary>Begins to observe; false where there is no such document.</summary>
    /// <exception cref="DamagedStreamException">Nothing of it can be read.</exception>
    internal async Task<bool> StartAsync(IDocumentObserver observer)
    {
        _observer = observer;
        var asked = _time.GetTimestamp();
        if (await ObservedAsync(observer) is not { } state)
            return false;
        List<LogEvent> recent = [];
        for (var after = Math.Max(0, state.Header.Seq - _sizes.Prefill); after < state.Header.Seq && await _grain.ReadAsync(after, _sizes.Prefill, _sizes.PageBytes) is { Count: > 0 } page; after = page[^1].Seq)
            recent.AddRange(page.Where(e => e.Seq <= state.Header.Seq));
        Begin(state, recent);
        Confirmed(asked);
        _lastRenewed = asked;
        return true;
    }

    /// <summary>Called every second.</summary>
    internal void Tend()
    {
        // One that is still waiting for its first answer has nothing to renew.
        if (Volatile.Read(ref _view) is not null && _tending.IsCompleted && (_holds > 0 || _time.GetElapsedTime(_lastRenewed) >= RenewEvery))
            _tending = TendAsync();
    }

    /// <summary>Renews the observation and asks for everything that is missing now. One question at a time serves all who had asked before it was put.</summary>
    internal Task CatchUpAsync()
    {
        lock (_gate)
        {
            if (_catchUp.IsCompleted)
                return _catchUp = ReadMissingInBackgroundAsync();
            // The one under way may have been answered before what the caller knows of happened.
            return _nextCatchUp.IsCompleted ? _nextCatchUp = CatchUpAfterAsync(_catchUp) : _nextCatchUp;
        }
    }

    private async Task CatchUpAfterAsync(Task current)
    {
        await current.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Task question;
        lock (_gate)
            (_catchUp, _nextCatchUp) = (question = ReadMissingInBackgroundAsync(), Task.CompletedTask);
        await question;
    }

    private Task ReadMissingInBackgroundAsync() =>
        Task.Factory.StartNew(ReadMissingAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _background).Unwrap();

    private async Task ReadMissingAsync()
    {
        var asked = _time.GetTimestamp();
        var known = State.Header;
        if (!await _grain.RenewAsync(_observer!, known.Epoch, known.Seq, known.SeminarSeq))
            await ObserveAgainAsync();
        _lastRenewed = asked;
        IReadOnlyList<LogEvent> page;
        do
        {
            page = await _grain.ReadAsync(View.Head, _sizes.Page, _sizes.PageBytes);
            Receive(page);
        }
        while (page.Count > 0);
        Confirmed(asked);
    }

    private void RepairSoon()
    {
        if (Interlocked.Exchange(ref _repairing, 1) == 0)
            RepairAsync().Ignore();
    }

    private async Task RepairAsync()
    {
        await Task.Delay(GapPatience, _time);
        Volatile.Write(ref _repairing, 0);
        bool gap;
        lock (_gate)
            gap = _arrivals.HasGap;
        if (gap)
            await TendAsync();
    }

    private async Task TendAsync()
    {
        try
        {
            await CatchUpAsync();
        }
        catch (Exception e)
        {
            // The next second tries again; until then the lease runs out and nothing stale is shown.
            LogLost(_logger, e, Document);
        }
    }

    /// <summary>The grain has moved or begun anew. Only another epoch, or a log that is behind us, makes us begin anew as well.</summary>
    private async Task ObserveAgainAsync()
    {
        var known = View.Head;
        if (await ObservedAsync(_observer!) is not { } state)
            return;
        // Members may have changed without an event, where none can be written.
        var membersOnly = state.Header.Seq == View.Head && state.Header.SeminarSeq > State.Header.SeminarSeq;
        if (state.Header.Epoch != State.Header.Epoch || state.Header.Seq < known || membersOnly)
            Begin(state, []);
    }

    private void Confirmed(long asked)
    {
        Volatile.Write(ref _confirmed, asked);
        Volatile.Write(ref _everConfirmed, true);
    }

    private void Release()
    {
        lock (_gate)
        {
            _lastUsed = _time.GetTimestamp();
            _holds--;
        }
    }

    private sealed class Held(DocumentFeed feed) : IDisposable
    {
        private int _released;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _released, 1) == 0)
                feed.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Document {Document} did not answer; it is asked again in a second")]
    private static partial void LogLost(ILogger logger, Exception failure, string document);
}
