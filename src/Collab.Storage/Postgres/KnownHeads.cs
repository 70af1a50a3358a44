using System.Collections.Concurrent;

namespace Collab.Storage.Postgres;

/// <summary>
/// The head of each stream as this node last saw it, so that an append need not ask for it first. Another node may have moved it: the
/// append itself compares.
/// </summary>
internal sealed class KnownHeads
{
    // ~200 bytes each.
    private const int Most = 10_000;
    private readonly ConcurrentDictionary<string, Head> _heads = [];

    public Head? Find(string stream) => _heads.TryGetValue(stream, out var head) ? head : null;

    public void Set(string stream, Head head)
    {
        if (_heads.Count >= Most)
            _heads.Clear();
        _heads[stream] = head;
    }

    public void Forget(string stream) => _heads.TryRemove(stream, out _);
}
