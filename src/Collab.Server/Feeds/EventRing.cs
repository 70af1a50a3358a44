using Collab.Domain.Events;
using Collab.Domain.Planting;

namespace Collab.Server.Feeds;

/// <summary>The newest events of a document, bounded in number and in bytes. Not safe for several threads.</summary>
public sealed class EventRing(int capacity = EventRing.DefaultCapacity, long maxBytes = EventRing.DefaultBytes)
{
    public const int DefaultCapacity = 4096;
    public const long DefaultBytes = 16 * 1024 * 1024;

    private readonly List<RingEntry?> _entries = [];
    private int _start;
    private long _bytes;

    /// <summary>Events after this seq are in the ring.</summary>
    public long Floor { get; private set; }

    public long Head => Floor + Count;

    public int Count => _entries.Count - _start;

    public RingEntry this[long seq] => _entries[_start + (int)(seq - Floor - 1)]!;

    /// <summary>Begins anew after a seq.</summary>
    public void Reset(long floor)
    {
        _entries.Clear();
        (_start, _bytes, Floor) = (0, 0, floor);
    }

    /// <summary>Adds the event that follows, and forgets as many of the oldest as that takes.</summary>
    public void Add(LogEvent e)
    {
        if (e.Seq != Head + 1)
            throw new ArgumentException($"After {Head} comes {Head + 1}, not {e.Seq}.", nameof(e));
        var entry = new RingEntry(e);
        _entries.Add(entry);
        _bytes += entry.Weight;
        while ((Count > capacity || (_bytes > maxBytes && Count > 1)) && !Planted.Is(Defect.RingWithoutEnd))
            RemoveOldest();
    }

    /// <summary>Forgets the bytes of every event that meets the condition.</summary>
    public void Drop(Predicate<LogEvent> which)
    {
        for (var i = _start; i < _entries.Count; i++)
        {
            if (which(_entries[i]!.Event))
                _entries[i]!.Drop();
        }
    }

    /// <summary>Puts other content in the place of events, and forgets the bytes of all.</summary>
    public void Replace(Func<LogEvent, LogEvent> with)
    {
        for (var i = _start; i < _entries.Count; i++)
        {
            var entry = new RingEntry(with(_entries[i]!.Event));
            _bytes += entry.Weight - _entries[i]!.Weight;
            _entries[i] = entry;
        }
    }

    private void RemoveOldest()
    {
        _bytes -= _entries[_start]!.Weight;
        _entries[_start++] = null;
        Floor++;
        // The list moves down only when half of it is empty: adding stays cheap on average.
        if (_start > _entries.Count / 2)
        {
            _entries.RemoveRange(0, _start);
            _start = 0;
        }
    }
}
