namespace Collab.Server.Feeds;

/// <summary>
/// Wakes everyone who waits, in rounds and by no timer: while a round is under way, what fires is told in the next, as a group commit is.
/// A reader waits with a <see cref="Waiter"/> of its own, which costs nothing again each time; whoever waits once, or for several things, with a task.
/// </summary>
/// <param name="scheduler">Where readers are woken; the thread pool where none is given.</param>
public sealed class Signal(TaskScheduler? scheduler = null)
{
    /// <summary>Readers that are woken one after the other: a thread of the pool is asked for once, and others get their turn in between.</summary>
    private const int Share = 32;

    private readonly Lock _gate = new();
    private readonly List<Waiter> _waiting = [];
    private TaskCompletionSource? _next;
    private long _fired;
    private int _underWay;
    private bool _again;

    /// <summary>How often it has fired. Take it before looking, then look, then wait: so nothing is missed.</summary>
    public long Fired => Volatile.Read(ref _fired);

    /// <summary>Done at the next <see cref="Fire"/>. Take it before looking, then look, then await it: so nothing is missed.</summary>
    public Task Next
    {
        get
        {
            lock (_gate)
                return (_next ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    public void Fire()
    {
        TaskCompletionSource? next;
        Waiter[] woken = [];
        lock (_gate)
        {
            _fired++;
            (next, _next) = (_next, null);
            if (_underWay > 0)
                _again = true;
            else
                woken = BeginRound();
        }

        next?.TrySetResult();
        Wake(woken);
    }

    /// <summary>Done when it has fired since it had so often, and the round is over in which others are told of something else.</summary>
    /// <param name="fired">As <see cref="Fired"/> said before the look that found nothing.</param>
    /// <exception cref="OperationCanceledException">The waiter gave up.</exception>
    internal ValueTask AfterAsync(long fired, Waiter waiter)
    {
        lock (_gate)
        {
            if (_fired != fired && !IsAnotherRoundDue)
                return default;
            return Enter(waiter);
        }
    }

    /// <summary>Done at once, unless others are still being told and it has fired meanwhile: then with the next round.</summary>
    /// <exception cref="OperationCanceledException">The waiter gave up.</exception>
    internal ValueTask AfterRoundAsync(Waiter waiter)
    {
        lock (_gate)
            return IsAnotherRoundDue ? Enter(waiter) : default;
    }

    internal void Forget(Waiter waiter)
    {
        lock (_gate)
        {
            if (waiter.Place == Waiter.Nowhere)
                return;
            var last = _waiting[^1];
            _waiting[waiter.Place] = last;
            last.Place = waiter.Place;
            _waiting.RemoveAt(_waiting.Count - 1);
            waiter.Place = Waiter.Nowhere;
        }
    }

    private bool IsAnotherRoundDue => _underWay > 0 && _again;

    private ValueTask Enter(Waiter waiter)
    {
        var woken = waiter.Begin();
        waiter.Place = _waiting.Count;
        _waiting.Add(waiter);
        return woken;
    }

    private Waiter[] BeginRound()
    {
        _again = false;
        // Who enters from now on is of the next round: the list that is entered is handed to nobody.
        Waiter[] woken = [.. _waiting];
        _waiting.Clear();
        _underWay = (woken.Length + Share - 1) / Share;
        // From here on who gives up has nothing to take back.
        foreach (var waiter in woken)
            waiter.Place = Waiter.Nowhere;
        return woken;
    }

    private void Wake(Waiter[] woken)
    {
        for (var i = 0; i < woken.Length; i += Share)
        {
            var first = i;
            Task.Factory.StartNew(() => WakeShare(woken, first), CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler ?? TaskScheduler.Default).Ignore();
        }
    }

    private void WakeShare(Waiter[] woken, int first)
    {
        Waiter[] next = [];
        try
        {
            for (var i = first; i < Math.Min(first + Share, woken.Length); i++)
                woken[i].Wake();
        }
        finally
        {
            lock (_gate)
            {
                if (--_underWay == 0 && _again)
                    next = BeginRound();
            }

            Wake(next);
        }
    }
}
