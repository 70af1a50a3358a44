using Collab.Server.Feeds;

namespace Collab.Server.Hypothesis;

/// <summary>
/// How far the windows of Hypothesis' client have come, by what they call themselves. The client does not say what it has got; so what was
/// sent in the last moments of a connection, which may have been dead, counts as missed. Kept on this node, for as many and as long as below:
/// of a window that is not known any more its page's own beginning is.
/// </summary>
public sealed class ClientCursors(TimeProvider time)
{
    /// <summary>Longer than a dead connection goes unnoticed (see <see cref="HypothesisLive"/>).</summary>
    internal static readonly TimeSpan Doubtful = TimeSpan.FromSeconds(40);

    internal static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    internal const int Most = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Person, string Document, ClientMark Client), Window> _windows = [];

    /// <summary>The cursor from which a window that comes again is to be told; null where it is not known.</summary>
    public Cursor? Find(string person, string document, ClientMark client)
    {
        lock (_gate)
        {
            if (!_windows.TryGetValue((person, document, client), out var window) || time.GetElapsedTime(window.Seen) > Kept)
                return null;
            window.Settle(time);
            return window.Sure;
        }
    }

    /// <summary>Everything up to the cursor was sent to the window.</summary>
    public void Sent(string person, string document, ClientMark client, Cursor cursor)
    {
        lock (_gate)
        {
            var key = (person, document, client);
            if (!_windows.TryGetValue(key, out var window))
            {
                Forget();
                _windows[key] = window = new Window(cursor);
            }

            window.Seen = time.GetTimestamp();
            window.Open = true;
            window.Settle(time);
            window.Sent.Enqueue((window.Seen, cursor));
        }
    }

    /// <summary>The window's connection has ended: what it was sent last it may not have got.</summary>
    public void Left(string person, string document, ClientMark client)
    {
        lock (_gate)
        {
            if (!_windows.TryGetValue((person, document, client), out var window))
                return;
            window.Seen = time.GetTimestamp();
            window.Settle(time);
            window.Open = false;
            window.Sent.Clear();
        }
    }

    private void Forget()
    {
        if (_windows.Count < Most)
            return;
        foreach (var (key, _) in _windows.OrderBy(window => window.Value.Seen).Take(Most / 10).ToList())
            _windows.Remove(key);
    }

    private sealed class Window(Cursor begun)
    {
        public Cursor Sure { get; private set; } = begun;

        public Queue<(long At, Cursor Cursor)> Sent { get; } = [];

        public bool Open { get; set; }

        public long Seen { get; set; }

        /// <summary>What was sent so long ago over a connection that is not dead has arrived.</summary>
        public void Settle(TimeProvider time)
        {
            while (Open && Sent.TryPeek(out var first) && time.GetElapsedTime(first.At) > Doubtful)
                Sure = Sent.Dequeue().Cursor;
        }
    }
}
