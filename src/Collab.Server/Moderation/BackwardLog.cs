using Collab.Domain.Events;
using Collab.Storage;

namespace Collab.Server.Moderation;

/// <summary>A log from some seq back to its beginning, read a window at a time.</summary>
/// <param name="stream">The log.</param>
/// <param name="next">The seq of the first event to look at, at most that of the head; 0 for none.</param>
/// <param name="log">Where it is kept.</param>
internal sealed class BackwardLog(string stream, long next, IEventLog log)
{
    private const int Window = 200;

    private IReadOnlyList<StoredEvent> _window = [];

    public string Stream => stream;

    /// <summary>The seq of the newest event that was not taken yet; 0 where there is none.</summary>
    public long Next { get; private set; } = next;

    /// <summary>The newest event that was not taken yet; null where there is none.</summary>
    public async ValueTask<StoredEvent?> PeekAsync()
    {
        if (Next == 0)
            return null;
        if (_window.Count == 0 || _window[0].Seq > Next)
        {
            var after = Math.Max(0, Next - Window);
            _window = await log.ReadAsync(stream, after, (int)(Next - after));
        }

        return _window[(int)(Next - _window[0].Seq)];
    }

    public void Take() => Next--;
}
