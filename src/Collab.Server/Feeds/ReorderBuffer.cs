using Collab.Domain.Events;

namespace Collab.Server.Feeds;

/// <summary>Puts events in order that arrive out of it. Not safe for several threads.</summary>
/// <param name="capacity">Most events kept back; what does not fit is asked for again.</param>
public sealed class ReorderBuffer(int capacity)
{
    private readonly SortedDictionary<long, LogEvent> _waiting = [];

    /// <summary>True while something is kept back behind a gap.</summary>
    public bool HasGap => _waiting.Count > 0;

    /// <summary>Keeps what arrived, and gives what now follows without gap.</summary>
    /// <param name="have">The seq up to which the receiver has everything.</param>
    public IReadOnlyList<LogEvent> Take(long have, IReadOnlyList<LogEvent> arrived)
    {
        // Nearly always nothing has overtaken anything.
        if (_waiting.Count == 0 && Follows(have, arrived))
            return arrived;
        foreach (var e in arrived)
        {
            if (e.Seq > have)
                _waiting[e.Seq] = e;
        }

        while (_waiting.Count > 0 && _waiting.Keys.First() <= have)
            _waiting.Remove(_waiting.Keys.First());
        var next = new List<LogEvent>();
        while (_waiting.Remove(have + 1, out var e))
        {
            next.Add(e);
            have++;
        }

        while (_waiting.Count > capacity)
            _waiting.Remove(_waiting.Keys.Last());
        return next;
    }

    public void Clear() => _waiting.Clear();

    private static bool Follows(long have, IReadOnlyList<LogEvent> arrived)
    {
        for (var i = 0; i < arrived.Count; i++)
        {
            if (arrived[i].Seq != have + 1 + i)
                return false;
        }

        return true;
    }
}
