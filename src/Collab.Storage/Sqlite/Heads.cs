namespace Collab.Storage.Sqlite;

/// <summary>
/// The head of each stream, remembered by the writer thread so that an append need not ask for it. There is one writer to a database,
/// so what it remembers holds; the key of the table is the fence should that ever not be so.
/// </summary>
internal sealed class Heads(HeadAnchors anchors)
{
    // ~200 bytes each.
    private const int Most = 10_000;
    private readonly Dictionary<string, Head> _heads = [];
    private readonly Dictionary<string, Head> _uncommitted = [];

    /// <exception cref="StreamNotFoundException">There is no such stream.</exception>
    /// <exception cref="DamagedStreamException">The stream has lost its tail: what is appended would be a fork.</exception>
    public Head Get(Database database, string stream)
    {
        if (_heads.TryGetValue(stream, out var head))
            return head;
        if (_heads.Count >= Most)
            _heads.Clear();
        return _heads[stream] = Read(database, stream);
    }

    public void Set(string stream, Head head) => _heads[stream] = _uncommitted[stream] = head;

    public void Forget(string stream) => _heads.Remove(stream);

    public void Committed()
    {
        foreach (var head in _uncommitted.Values)
            anchors.Write(head);
        _uncommitted.Clear();
    }

    /// <summary>A write that was alone in its transaction was refused: what it moved is where it was, and all else is as it is remembered.</summary>
    public void Undone()
    {
        foreach (var stream in _uncommitted.Keys)
            _heads.Remove(stream);
        _uncommitted.Clear();
    }

    public void RolledBack()
    {
        _heads.Clear();
        _uncommitted.Clear();
    }

    private Head Read(Database database, string stream)
    {
        var (key, epoch) = StreamRow.Get(database, stream);
        var head = StreamRow.Head(database, key, stream, epoch);
        return anchors.Read(key, epoch) <= head.Seq ? head : throw new DamagedStreamException(stream, head.Seq + 1);
    }
}
