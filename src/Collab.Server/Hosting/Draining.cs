using Collab.Domain;
using Collab.Server.Hubs;

namespace Collab.Server.Hosting;

/// <summary>
/// A stop in good order: from its beginning on the server says that it is not ready and takes nothing new, answers what is under
/// way, then lets the live connections go. Their clients come back with their cursors.
/// </summary>
public sealed class Draining(Connections connections, TimeProvider time)
{
    /// <summary>How long what is under way is waited for.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);

    /// <summary>How long the web server and the silo may take after that.</summary>
    public static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(4);

    // The hub writes an answer after its call has ended; and its connections are then cut, not closed.
    private static readonly TimeSpan Flush = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _underWay;

    public bool HasBegun { get; private set; }

    /// <summary>Counts a request or a call of the hub until it is disposed.</summary>
    /// <exception cref="RefusalException"><c>unavailable</c>: the server is stopping.</exception>
    public IDisposable Enter()
    {
        lock (_gate)
        {
            if (HasBegun)
                throw new RefusalException("unavailable", "The server is stopping. Try again in a moment.");
            _underWay++;
        }

        return new Entered(this);
    }

    /// <summary>Refuses what is new, waits for what is under way, ends what would never end by itself.</summary>
    public async Task DrainAsync()
    {
        lock (_gate)
        {
            HasBegun = true;
            if (_underWay == 0)
                _idle.TrySetResult();
        }

        await _idle.Task.WaitAsync(Longest, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (connections.IsEmpty)
            return;
        await Task.Delay(Flush, time);
        connections.CloseAll();
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_underWay == 0 && HasBegun)
                _idle.TrySetResult();
        }
    }

    private sealed class Entered(Draining draining) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                draining.Leave();
        }
    }
}
