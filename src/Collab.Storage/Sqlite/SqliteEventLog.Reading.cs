using System.Security.Cryptography;
using Collab.Domain.Events;
using Collab.Domain.Planting;

namespace Collab.Storage.Sqlite;

/// <summary>This part reads.</summary>
internal sealed partial class SqliteEventLog
{
    // An event alone is checked against the hash stored in the one before it.
    private const string Linked = $"""
        SELECT {EventRow.Columns}, p.hash FROM events e
        LEFT JOIN events p ON p.stream = e.stream AND p.seq = e.seq - 1
        """;

    public Task<StreamInfo?> FindAsync(string stream) => _readers.RunAsync(database => StreamRow.Find(database, stream, _anchors));

    public Task<IReadOnlyList<StreamInfo>> ListAsync(string kind)
    {
        StreamKind.Require(kind);
        return _readers.RunAsync<IReadOnlyList<StreamInfo>>(database => StreamRow.List(database, kind, _anchors));
    }

    public Task<IReadOnlyList<StoredEvent>> ReadAsync(string stream, long after, int max, int maxBytes = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        return _readers.RunAsync<IReadOnlyList<StoredEvent>>(database => Read(database, stream, after, max, maxBytes));
    }

    public Task<IReadOnlyList<StoredEvent>> ReadClauseAsync(string stream, string? clause, long after) =>
        _readers.RunAsync<IReadOnlyList<StoredEvent>>(database =>
        {
            var (key, _) = StreamRow.Get(database, stream);
            using var row = database.Prepare(Linked + " WHERE e.stream = ?1 AND e.clause IS ?2 AND e.seq > ?3 ORDER BY e.seq")
                .Bind(1, key).Bind(2, clause).Bind(3, after);
            return ReadLinked(row, stream);
        });

    public Task<IReadOnlyList<StoredEvent>> FindCommandAsync(string stream, string actor, Guid command) =>
        _readers.RunAsync<IReadOnlyList<StoredEvent>>(database =>
        {
            var (key, _) = StreamRow.Get(database, stream);
            using var row = database.Prepare(Linked + " WHERE e.stream = ?1 AND e.actor = ?2 AND e.command = ?3 ORDER BY e.ordinal")
                .Bind(1, key).Bind(2, actor).Bind(3, command.ToByteArray(bigEndian: true));
            return ReadLinked(row, stream);
        });

    public Task<Snapshot?> ReadSnapshotAsync(string stream) => _readers.RunAsync(database => Snapshots.Read(database, stream));

    public Task<SnapshotInfo?> FindSnapshotAsync(string stream) => _readers.RunAsync(database => Snapshots.Find(database, stream));

    public Task<ReadOnlyMemory<byte>?> ReadTextAsync(string hash) => _readers.RunAsync<ReadOnlyMemory<byte>?>(database =>
    {
        try
        {
            using var row = database.Prepare("SELECT bytes FROM texts WHERE hash = ?1").Bind(1, Convert.FromHexString(hash));
            if (!row.Step())
                return null;
            var text = row.Bytes(0);
            return Convert.ToHexStringLower(SHA256.HashData(text)) == hash ? text : throw new DamagedTextException(hash);
        }
        catch (Microsoft.Data.Sqlite.SqliteException x) when (StorageErrors.IsDamage(x))
        {
            throw new DamagedTextException(hash, x);
        }
    });

    private List<StoredEvent> Read(Database database, string stream, long after, int max, int maxBytes)
    {
        var (key, epoch) = StreamRow.Get(database, stream);

        // Before the rows: what is anchored now is committed, so they reach at least as far.
        var anchored = _anchors.Read(key, epoch);
        List<StoredEvent> events = [];
        var (next, bytes) = (Math.Max(after, 1), 0L);
        try
        {
            // The event at `after` comes along for its hash.
            using var row = database.Prepare($"SELECT {EventRow.Columns} FROM events e WHERE e.stream = ?1 AND e.seq >= ?2 ORDER BY e.seq LIMIT ?3")
                .Bind(1, key).Bind(2, next).Bind(3, max + (after == 0 ? 0L : 1L));
            byte[] previous = after == 0 ? EventChain.Genesis(stream) : [];
            while (row.Step())
            {
                if (row.Number(0) != next)
                    throw new DamagedStreamException(stream, next);
                if (next > after)
                {
                    var e = EventRow.Read(row);
                    if (!EventChain.IsWhole(stream, previous, e) && !Planted.Is(Defect.DamagedRowServed))
                        throw new DamagedStreamException(stream, next);
                    if ((bytes += e.Bytes) > maxBytes && events.Count > 0)
                        return events;
                    events.Add(e);
                }

                previous = row.Bytes(1);
                next++;
            }
        }
        catch (Exception x) when (StorageErrors.IsDamage(x))
        {
            throw new DamagedStreamException(stream, next, x);
        }

        return events.Count < max && next <= anchored && !Planted.Is(Defect.LostTailUnseen) ? throw new DamagedStreamException(stream, next) : events;
    }

    private static List<StoredEvent> ReadLinked(Statement row, string stream)
    {
        List<StoredEvent> events = [];
        long seq = 1;
        try
        {
            while (row.Step())
            {
                seq = row.Number(0);
                if (seq > 1 && row.IsNull(12))
                    throw new DamagedStreamException(stream, seq - 1);
                var e = EventRow.Read(row);
                if (!EventChain.IsWhole(stream, seq == 1 ? EventChain.Genesis(stream) : row.Span(12), e))
                    throw new DamagedStreamException(stream, seq);
                events.Add(e);
            }
        }
        catch (Exception x) when (StorageErrors.IsDamage(x))
        {
            throw new DamagedStreamException(stream, seq, x);
        }

        return events;
    }
}
