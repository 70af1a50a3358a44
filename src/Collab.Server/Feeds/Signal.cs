namespace Collab.Server.Feeds;

/// <summary>Wakes everyone who waits, all at once: one promise for any number of readers, and no timer.</summary>
public sealed class Signal
{
    private TaskCompletionSource _next = Fresh();

    /// <summary>Done at the next <see cref="Fire"/>. Take it before looking, then look, then await it: so nothing is missed.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Fire() => Interlocked.Exchange(ref _next, Fresh()).TrySetResult();

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
