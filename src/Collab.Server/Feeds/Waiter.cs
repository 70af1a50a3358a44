using System.Threading.Tasks.Sources;

namespace Collab.Server.Feeds;

/// <summary>
/// One who waits for a <see cref="Signal"/>, again and again. A task for each wait, and another that can be cancelled, were half of what
/// the server made for a delivery: a thousand readers wait anew after every event.
/// </summary>
internal sealed class Waiter : IValueTaskSource, IDisposable
{
    /// <summary>The place of one who is not in the signal's list.</summary>
    public const int Nowhere = -1;

    private readonly Signal _signal;
    private readonly CancellationToken _over;
    private readonly CancellationTokenRegistration _registration;
    private ManualResetValueTaskSourceCore<bool> _core;
    private int _waiting;

    /// <param name="over">Ends the wait that there is, and those to come.</param>
    public Waiter(Signal signal, CancellationToken over)
    {
        (_signal, _over) = (signal, over);
        _registration = over.UnsafeRegister(static waiter => ((Waiter)waiter!).Stop(), this);
    }

    /// <summary>Where it is in the signal's list; the signal's own to set.</summary>
    internal int Place { get; set; } = Nowhere;

    /// <summary>Done at the signal's next firing since it had fired so often.</summary>
    /// <exception cref="OperationCanceledException">The wait is over.</exception>
    public ValueTask AfterAsync(long fired) => StoppedIfOver(_signal.AfterAsync(fired, this));

    /// <summary>Done at once, or with the signal's next round where one is under way and another is due.</summary>
    /// <exception cref="OperationCanceledException">The wait is over.</exception>
    public ValueTask AfterRoundAsync() => StoppedIfOver(_signal.AfterRoundAsync(this));

    public void Dispose()
    {
        _registration.Dispose();
        _signal.Forget(this);
    }

    void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    internal ValueTask Begin()
    {
        _core.Reset();
        Volatile.Write(ref _waiting, 1);
        return new ValueTask(this, _core.Version);
    }

    /// <summary>What the one who waited does next is done here, up to where it waits again.</summary>
    internal void Wake()
    {
        if (Interlocked.Exchange(ref _waiting, 0) == 1)
            _core.SetResult(true);
    }

    /// <summary>It may have been over before it began.</summary>
    private ValueTask StoppedIfOver(ValueTask wait)
    {
        if (_over.IsCancellationRequested)
            Stop();
        return wait;
    }

    private void Stop()
    {
        if (Interlocked.Exchange(ref _waiting, 0) != 1)
            return;
        _signal.Forget(this);
        // Whoever ends a connection does not do what is left to do in it.
        _core.RunContinuationsAsynchronously = true;
        _core.SetException(new OperationCanceledException(_over));
    }
}
