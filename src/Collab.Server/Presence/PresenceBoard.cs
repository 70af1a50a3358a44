using Collab.Contracts.Presence;
using Collab.Server.Feeds;

namespace Collab.Server.Presence;

/// <summary>Who is at one document, by member: of several devices the one that moved last speaks.</summary>
public sealed class PresenceBoard
{
    private readonly Lock _gate = new();

    /// <summary>The last report of each connection, and as of which moment of the board. Those that left stay until the next list, so that what they said before comes too late.</summary>
    private readonly Dictionary<string, (PresenceOf Report, long Moment)> _connections = [];
    private readonly Dictionary<string, (long Version, PresenceOf? Latest)> _members = [];
    private long _version;
    private long _moment;

    public Signal Changed { get; } = new();

    /// <summary>Grows with everything that is heard: taken before a list is asked for, it tells what the list may not know yet.</summary>
    public long Moment => Volatile.Read(ref _moment);

    /// <summary>Connections that came, moved or left; late ones change nothing.</summary>
    public void Apply(IEnumerable<PresenceOf> connections) => Change(() =>
    {
        foreach (var report in connections)
            Put(report);
    });

    /// <summary>All connections that are here. What was heard after the list was asked for stays, whether it is in the list or not.</summary>
    /// <param name="asked">The <see cref="Moment"/> when it was.</param>
    public void Replace(IReadOnlyCollection<PresenceOf> all, long asked) => Change(() =>
    {
        var listed = all.Select(report => report.Connection).ToHashSet();
        foreach (var (report, _) in _connections.Values.Where(c => c.Moment <= asked && !listed.Contains(c.Report.Connection)).ToList())
        {
            _connections.Remove(report.Connection);
            Merge(report.Member);
        }

        foreach (var report in all)
            Put(report);
    });

    /// <summary>The members who came, moved or left after a version, and the version now.</summary>
    public (IReadOnlyList<PresenceOf> Here, IReadOnlyList<string> Gone, long Version) Since(long version)
    {
        lock (_gate)
        {
            var changed = _members.Where(m => m.Value.Version > version).ToList();
            return ([.. changed.Where(m => m.Value.Latest is not null).Select(m => m.Value.Latest!)], [.. changed.Where(m => m.Value.Latest is null).Select(m => m.Key)], _version);
        }
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            var before = _version;
            _moment++;
            change();
            if (_version == before)
                return;
        }

        Changed.Fire();
    }

    private void Put(PresenceOf report)
    {
        if (_connections.TryGetValue(report.Connection, out var known) && report.At < known.Report.At)
            return;
        _connections[report.Connection] = (report, _moment);
        Merge(report.Member);
    }

    private void Merge(string member)
    {
        var latest = _connections.Values.Select(c => c.Report).Where(report => report.Member == member && !report.Left).MaxBy(report => report.At);
        var known = _members.GetValueOrDefault(member).Latest;
        if (latest is null ? known is not null : known is null || Place(known) != Place(latest))
            _members[member] = (++_version, latest);
    }

    private static PresenceOf Place(PresenceOf connection) => connection with { Connection = "", At = default };
}
