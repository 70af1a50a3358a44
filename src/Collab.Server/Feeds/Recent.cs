namespace Collab.Server.Feeds;

/// <summary>The few things that were made last.</summary>
internal sealed class Recent<TKey, TValue>(int capacity)
    where TKey : notnull
    where TValue : class
{
    private readonly Lock _gate = new();
    private readonly List<(TKey Key, TValue Value)> _items = [];

    public IReadOnlyList<TValue> Values
    {
        get
        {
            lock (_gate)
                return [.. _items.Select(item => item.Value)];
        }
    }

    public TValue? Find(TKey key)
    {
        lock (_gate)
            return _items.Find(item => item.Key.Equals(key)).Value;
    }

    public void Remove(TKey key)
    {
        lock (_gate)
            _items.RemoveAll(item => item.Key.Equals(key));
    }

    public TValue GetOrAdd(TKey key, Func<TValue> make)
    {
        lock (_gate)
        {
            if (_items.Find(item => item.Key.Equals(key)).Value is { } known)
                return known;
            if (_items.Count == capacity)
                _items.RemoveAt(0);
            var made = make();
            _items.Add((key, made));
            return made;
        }
    }
}
