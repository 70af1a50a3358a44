using Collab.Contracts.Presence;

namespace Collab.Grains.Presence;

/// <summary>
/// The last report of each connection. Reports overtake each other on their way: the later one of a connection holds, in whatever order
/// they arrive. Connections that left stay known for a while, so that what they said before comes too late.
/// </summary>
public sealed class PresenceRegister(TimeProvider time)
{
    /// <summary>A connection whose node says nothing for so long is gone.</summary>
    public static readonly TimeSpan Expiry = TimeSpan.FromSeconds(30);

    // When it was heard by the clock here: those of the nodes differ.
    private readonly Dictionary<string, (PresenceOf Report, long Heard)> _connections = [];

    public IReadOnlyList<PresenceOf> Here => [.. _connections.Values.Select(c => c.Report).Where(report => !report.Left)];

    // A member's last sign of life, by the clock here.
    private readonly Dictionary<string, DateTimeOffset> _seen = [];

    /// <summary>The members who were here at that time or later: who is here still, whenever their last sign was, and who has left since.</summary>
    public IReadOnlyList<string> SeenSince(DateTimeOffset since) =>
        [.. _seen.Where(member => member.Value >= since).Select(member => member.Key).Union(Here.Select(report => report.Member))];

    public PresenceOf? Find(string connection) => _connections.GetValueOrDefault(connection).Report;

    /// <returns>Whether it says something new.</returns>
    public bool Put(PresenceOf report)
    {
        var known = Find(report.Connection);
        if (report.At < known?.At)
            return false;
        _connections[report.Connection] = (report, time.GetTimestamp());
        if (!report.Left)
            _seen[report.Member] = time.GetUtcNow();
        return report != known;
    }

    /// <summary>Takes those for gone that nobody has spoken of.</summary>
    /// <returns>The connections.</returns>
    public IReadOnlyList<string> DropSilent()
    {
        List<string> dropped = [];
        foreach (var (report, _) in _connections.Values.Where(c => time.GetElapsedTime(c.Heard) > Expiry).ToList())
        {
            if (report.Left)
                _connections.Remove(report.Connection);
            // Its time stays: should its node be heard again, the next heartbeat brings it back.
            else if (Put(report with { Left = true }))
                dropped.Add(report.Connection);
        }

        return dropped;
    }
}
