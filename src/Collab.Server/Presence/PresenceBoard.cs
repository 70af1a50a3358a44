using Collab.Contracts.Presence;
using Collab.Server.Feeds;

namespace Collab.Server.Presence;

/// <summary>Who is at one document, by member: of several devices the one that moved last speaks.</summary>
public sealed class PresenceBoard
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, PresenceOf> _connections = [];
    private readonly Dictionary<string, (long Version, PresenceOf? Latest)> _members = [];
    private long _version;

    public Signal Changed { get; } = new();

    /// <summary>Connections that came or moved, and those that left.</summary>
    public void Apply(IEnumerable<PresenceOf> here, IEnumerable<string> gone)
    {
        lock (_gate)
        {
            var before = _version;
            foreach (var connection in here)
                Put(connection);
            foreach (var connection in gone)
            {
                if (_connections.Remove(connection, out var left))
                    Merge(left.Member);
            }

            if (_version == before)
                return;
        }

        Changed.Fire();
    }

    /// <summary>All connections there are.</summary>
    public void Replace(IReadOnlyCollection<PresenceOf> all)
    {
        List<string> gone;
        lock (_gate)
            gone = [.. _connections.Keys.Except(all.Select(p => p.Connection))];
        Apply(all, gone);
    }

    /// <summary>The members who came, moved or left after a version, and the version now.</summary>
    public (IReadOnlyList<PresenceOf> Here, IReadOnlyList<string> Gone, long Version) Since(long version)
    {
        lock (_gate)
        {
            var changed = _members.Where(m => m.Value.Version > version).ToList();
            return ([.. changed.Where(m => m.Value.Latest is not null).Select(m => m.Value.Latest!)], [.. changed.Where(m => m.Value.Latest is null).Select(m => m.Key)], _version);
        }
    }

    private void Put(PresenceOf connection)
    {
        if (_connections.TryGetValue(connection.Connection, out var known))
        {
            // Reports overtake each other; and a heartbeat says that it is there, not that it moved.
            if (connection.At < known.At || known with { At = connection.At } == connection)
                return;
        }

        _connections[connection.Connection] = connection;
        Merge(connection.Member);
    }

    private void Merge(string member)
    {
        var latest = _connections.Values.Where(c => c.Member == member).MaxBy(c => c.At);
        var known = _members.GetValueOrDefault(member).Latest;
        if (latest is null ? known is not null : known is null || Place(known) != Place(latest))
            _members[member] = (++_version, latest);
    }

    private static PresenceOf Place(PresenceOf connection) => connection with { Connection = "", At = default };
}
