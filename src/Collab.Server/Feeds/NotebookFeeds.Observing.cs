using Collab.Contracts.Notebooks;
using Collab.Domain.Events;

namespace Collab.Server.Feeds;

/// <summary>How the notebooks that somebody reads here are kept in touch with.</summary>
public sealed partial class NotebookFeeds
{
    /// <summary>
    /// How often a watched notebook is asked whether it still knows this node: one that moved, because its node left, has forgotten it, and
    /// private notes are promised to other devices within 2 s. The question touches no storage.
    /// </summary>
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(1);

    /// <summary>How often it is asked for its state as well: that alone finds out what was written through another activation, which a cut off node may hold.</summary>
    private static readonly TimeSpan ObserveEvery = TimeSpan.FromSeconds(10);

    /// <summary>Of so many parts one is asked after the other, so that a thousand questions do not come in one moment.</summary>
    private const int Turns = 10;

    private int _turn;
    private int _entered;

    public Task OnEventsAsync(string document, IReadOnlyList<LogEvent> events)
    {
        WatchedNotebook? watched;
        lock (_gate)
            _watched.TryGetValue(document, out watched);
        watched?.Written.Fire();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = _time.CreateTimer(_ => Tend(), null, RenewEvery / Turns, RenewEvery / Turns);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _timer?.Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();

    private WatchedNotebook Enter(string key)
    {
        lock (_gate)
        {
            if (!_watched.TryGetValue(key, out var watched))
                _watched[key] = watched = new WatchedNotebook(_entered++ % Turns);
            watched.Readers++;
            return watched;
        }
    }

    private void Leave(string key)
    {
        lock (_gate)
        {
            // The notebook forgets the observer when it is not renewed. To take it back now could undo a new observation.
            if (--_watched[key].Readers == 0)
                _watched.Remove(key);
        }
    }

    private void Tend()
    {
        List<KeyValuePair<string, WatchedNotebook>> due;
        lock (_gate)
        {
            _turn = (_turn + 1) % Turns;
            due = [.. _watched.Where(watched => watched.Value.Turn == _turn && watched.Value.Tending.IsCompleted)];
        }

        foreach (var (key, watched) in due)
            watched.Tending = TendAsync(key, watched);
    }

    private async Task TendAsync(string key, WatchedNotebook watched)
    {
        if (!watched.IsObserved || _time.GetElapsedTime(watched.Observed) >= ObserveEvery)
        {
            await ObserveAsync(key, watched);
            return;
        }

        try
        {
            if (!await _grains.GetGrain<INotebookGrain>(key).RenewAsync(_reference.Value))
                watched.Written.Fire();
        }
        catch (Exception e)
        {
            // A node of an earlier version cannot be asked so: the next time it is asked for the state.
            watched.IsObserved = false;
            Lost(e, key, watched);
        }
    }

    private async Task ObserveAsync(string key, WatchedNotebook watched)
    {
        try
        {
            var asked = _time.GetTimestamp();
            await _grains.GetGrain<INotebookGrain>(key).ObserveAsync(_reference.Value);
            (watched.Observed, watched.IsObserved) = (asked, true);
            watched.Written.Fire();
        }
        catch (Exception e)
        {
            Lost(e, key, watched);
        }
    }

    /// <summary>Says so once, and not every second of a long outage for every reader.</summary>
    private void Lost(Exception failure, string key, WatchedNotebook watched)
    {
        if (!watched.IsLost)
            LogLost(failure, key);
        watched.IsLost = true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Notebook {Notebook} did not answer; it is asked again every second")]
    private partial void LogLost(Exception failure, string notebook);
}
