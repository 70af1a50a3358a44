namespace Collab.Server.Feeds;

/// <summary>
/// Wakes everyone who waits, in rounds and by no timer: while a round is under way, what fires is told in the next, as a group commit is.
/// A reader waits with a <see cref="Waiter"/> of its own, which costs nothing again each time; whoever waits once, or for several things, with a task.
/// </summary>
/// <param name="scheduler">Where readers are woken; the thread pool where none is given.</param>
public sealed class Signal(TaskScheduler? scheduler = null)
{
    /// <summary>
    /// Readers that are woken one after the other; then others have their turn, and the next share comes behind whatever waits for a thread
    /// by then: writers come to their words between two shares, and the next round has more to tell.
    /// </summary>
    private const int Share = 16;

    /// <summary>
    /// Shares that are told at once: more than there are processors would only stand in the way of the writers. One where somebody else says
    /// what runs when, so that it plays the same on every machine.
    /// </summary>
    private readonly int _atOnce = scheduler is null || scheduler == TaskScheduler.Default ? Environment.ProcessorCount : 1;

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
        Round? round = null;
        lock (_gate)
        {
            _fired++;
            (next, _next) = (_next, null);
            if (_underWay > 0)
                _again = true;
            else
                round = BeginRound();
        }

        next?.TrySetResult();
        Wake(round);
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

    private Round? BeginRound()
    {
        _again = false;
        if (_waiting.Count == 0)
            return null;
        // Who enters from now on is of the next round: the list that is entered is handed to nobody.
        var round = new Round([.. _waiting]);
        _waiting.Clear();
        _underWay = round.Runs = Math.Min(_atOnce, (round.Woken.Length + Share - 1) / Share);
        // From here on who gives up has nothing to take back.
        foreach (var waiter in round.Woken)
            waiter.Place = Waiter.Nowhere;
        return round;
    }

    private void Wake(Round? round)
    {
        for (var i = 0; i < round?.Runs; i++)
            WakeSoon(round);
    }

    private void WakeSoon(Round round) =>
        Task.Factory.StartNew(() => WakeShare(round), CancellationToken.None, TaskCreationOptions.DenyChildAttach | TaskCreationOptions.PreferFairness, scheduler ?? TaskScheduler.Default).Ignore();

    private void WakeShare(Round round)
    {
        var end = Interlocked.Add(ref round.Taken, Share);
        try
        {
            for (var i = end - Share; i < Math.Min(end, round.Woken.Length); i++)
                round.Woken[i].Wake();
        }
        finally
        {
            if (Volatile.Read(ref round.Taken) < round.Woken.Length)
                WakeSoon(round);
            else
                EndOne();
        }
    }

    private void EndOne()
    {
        Round? next = null;
        lock (_gate)
        {
            if (--_underWay == 0 && _again)
                next = BeginRound();
        }

        Wake(next);
    }

    private sealed class Round(Waiter[] woken)
    {
        /// <summary>Of those who are woken, how many have been taken or are being told.</summary>
        public int Taken;

        public Waiter[] Woken => woken;

        /// <summary>How many shares are told at once.</summary>
        public int Runs { get; set; }
    }
}
