using System.Diagnostics;
using System.Security.Cryptography;
using Collab.Domain.Events;
using Npgsql;

namespace Collab.Storage.Postgres;

/// <summary>This part reads.</summary>
internal sealed partial class PostgresEventLog
{
    private const int Head = 0, HeadHash = 1, Epoch = 2, First = 3, PlacedAtOnce = 256;

    // One statement sees the head and the events of one moment: a row beyond the head is there only where the head is damaged.
    private const string ReadFrom = $"""
        SELECT s.head, s.head_hash, s.epoch, e.* FROM streams s LEFT JOIN LATERAL (
            SELECT {EventRow.Columns} FROM events WHERE stream = s.key AND seq >= $2 ORDER BY seq LIMIT $3) e ON true
        WHERE s.id = $1 ORDER BY e.seq
        """;

    public Task<StreamInfo?> FindAsync(string stream) => access.RunAsync(Effect.None, connection => StreamRow.Find(connection, stream));

    public Task<IReadOnlyList<StreamInfo>> ListAsync(string kind)
    {
        StreamKind.Require(kind);
        return access.RunAsync<IReadOnlyList<StreamInfo>>(Effect.None, connection => StreamRow.List(connection, kind));
    }

    public Task<IReadOnlyList<StoredEvent>> ReadAsync(string stream, long after, int max, int maxBytes = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        return PlacedAsync(stream, after, connection => Read(connection, stream, after, max, maxBytes));
    }

    public Task<IReadOnlyList<StoredEvent>> ReadClauseAsync(string stream, string? clause, long after) => PlacedAsync(
        stream,
        after: 0,
        connection => clause is null
            ? ReadLinked(connection, stream, "e.clause IS NULL AND e.seq > $2", "e.seq", after)
            : ReadLinked(connection, stream, "e.clause = $3 AND e.seq > $2", "e.seq", after, EventRow.Bytes(clause)));

    public Task<IReadOnlyList<StoredEvent>> FindCommandAsync(string stream, string actor, Guid command) => PlacedAsync(
        stream,
        after: 0,
        connection => ReadLinked(connection, stream, "e.actor = $2 AND e.command = $3", "e.ordinal", EventRow.Bytes(actor), command));

    public Task<Snapshot?> ReadSnapshotAsync(string stream) => access.RunAsync(Effect.None, connection => SnapshotOrNull(connection, stream, key =>
    {
        using var row = connection.Query(
            """
            SELECT s.seq, s.hash, s.format, s.bytes, s.digest FROM snapshots s
            JOIN events e ON e.stream = s.stream AND e.seq = s.seq AND e.hash = s.hash
            WHERE s.stream = $1
            """,
            key);
        return row.Read() && row.Bytes(4).AsSpan().SequenceEqual(SHA256.HashData(row.Bytes(3)))
            ? new Snapshot(row.GetInt64(0), row.Bytes(1), row.GetInt32(2), row.Bytes(3))
            : null;
    }));

    public Task<SnapshotInfo?> FindSnapshotAsync(string stream) => access.RunAsync(Effect.None, connection => SnapshotOrNull(connection, stream, key =>
    {
        using var row = connection.Query("SELECT seq, format FROM snapshots WHERE stream = $1", key);
        return row.Read() ? new SnapshotInfo(row.GetInt64(0), row.GetInt32(1)) : null;
    }));

    public async Task<ReadOnlyMemory<byte>?> ReadTextAsync(string hash)
    {
        try
        {
            return await access.RunAsync<ReadOnlyMemory<byte>?>(Effect.None, connection =>
            {
                using var row = connection.Query("SELECT bytes FROM texts WHERE hash = $1", Convert.FromHexString(hash));
                if (!row.Read())
                    return null;
                var text = row.Bytes(0);
                return Convert.ToHexStringLower(SHA256.HashData(text)) == hash ? text : throw new DamagedTextException(hash);
            });
        }
        catch (StorageDamagedException x)
        {
            throw new DamagedTextException(hash, x);
        }
    }

    // A cache: where it is damaged the log has everything.
    private static T? SnapshotOrNull<T>(NpgsqlConnection connection, string stream, Func<long, T?> read)
        where T : class
    {
        var key = StreamRow.Head(connection, stream).StreamKey;
        try
        {
            return read(key);
        }
        catch (Exception x) when (PostgresErrors.IsDamage(x))
        {
            return null;
        }
    }

    /// <summary>Reads; where a page is damaged it says which event is the first that cannot be read.</summary>
    private async Task<IReadOnlyList<StoredEvent>> PlacedAsync(string stream, long after, Func<NpgsqlConnection, List<StoredEvent>> read)
    {
        try
        {
            return await access.RunAsync(Effect.None, read);
        }
        catch (StorageDamagedException damage)
        {
            throw await PlaceAsync(stream, after, damage);
        }
    }

    /// <summary>What the damage of a page means to a log: the first event that cannot be read, or the damage itself where all of them can.</summary>
    private async Task<Exception> PlaceAsync(string stream, long after, StorageDamagedException damage)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            var head = (await FindAsync(stream))?.Head;
            // Whoever writes or reads waits for it.
            for (var atOnce = PlacedAtOnce; after < head && Stopwatch.GetElapsedTime(began) < ConnectionSettings.Answer;)
            {
                try
                {
                    var from = after;
                    after += (await access.RunAsync(Effect.None, connection => Read(connection, stream, from, atOnce, int.MaxValue))).Count;
                }
                catch (StorageDamagedException) when (atOnce > 1)
                {
                    atOnce /= 2;
                }
                catch (StorageDamagedException one)
                {
                    return new DamagedStreamException(stream, after + 1, one.InnerException);
                }
            }
        }
        catch (DamagedStreamException sooner)
        {
            return sooner;
        }
        catch (StorageDamagedException)
        {
            // The head itself.
        }

        return damage;
    }

    private static List<StoredEvent> Read(NpgsqlConnection connection, string stream, long after, int max, int maxBytes)
    {
        List<StoredEvent> events = [];
        var (next, bytes) = (Math.Max(after, 1), 0L);
        try
        {
            // The event at `after` comes along for its hash.
            using var row = connection.Query(ReadFrom, EventRow.Bytes(stream), next, max + (after == 0 ? 0L : 1L));
            if (!row.Read())
                throw new StreamNotFoundException(stream);
            var (head, headHash) = (row.GetInt64(Head), row.Bytes(HeadHash));
            StreamRow.DemandEpoch(stream, row.Bytes(Epoch));
            byte[] previous = after == 0 ? EventChain.Genesis(stream) : [];
            for (var more = !row.IsDBNull(First); more; more = row.Read())
            {
                if (next > head)
                    throw new DamagedStreamException(stream, head + 1);
                if (row.GetInt64(First) != next)
                    throw new DamagedStreamException(stream, next);
                if (next > after)
                {
                    var e = EventRow.Read(row, First);
                    if (!EventChain.IsWhole(stream, previous, e))
                        throw new DamagedStreamException(stream, next);
                    if ((bytes += e.Bytes) > maxBytes && events.Count > 0)
                        return events;
                    events.Add(e);
                }

                previous = row.Bytes(First + 1);
                next++;
            }

            // Whoever asks for no more than what is whole gets it.
            if (events.Count < max && (next <= head || (next == head + 1 && !previous.AsSpan().SequenceEqual(headHash))))
                throw new DamagedStreamException(stream, next);
            return events;
        }
        catch (Exception x) when (PostgresErrors.IsOfARow(x))
        {
            throw new DamagedStreamException(stream, next, x);
        }
    }

    /// <summary>Events alone, each checked against the hash stored in the one before it.</summary>
    private static List<StoredEvent> ReadLinked(NpgsqlConnection connection, string stream, string where, string order, params ReadOnlySpan<object?> parameters)
    {
        var sql = $"""
            SELECT p.hash, e.{EventRow.Columns.Replace(", ", ", e.", StringComparison.Ordinal)} FROM events e
            LEFT JOIN events p ON p.stream = e.stream AND p.seq = e.seq - 1
            WHERE e.stream = $1 AND {where} ORDER BY {order}
            """;
        List<StoredEvent> events = [];
        long seq = 1;
        try
        {
            using var row = connection.Query(sql, [StreamRow.Head(connection, stream).StreamKey, .. parameters]);
            while (row.Read())
            {
                seq = row.GetInt64(1);
                if (seq > 1 && row.IsDBNull(0))
                    throw new DamagedStreamException(stream, seq - 1);
                var e = EventRow.Read(row, 1);
                if (!EventChain.IsWhole(stream, seq == 1 ? EventChain.Genesis(stream) : row.Bytes(0), e))
                    throw new DamagedStreamException(stream, seq);
                events.Add(e);
            }
        }
        catch (Exception x) when (PostgresErrors.IsOfARow(x))
        {
            throw new DamagedStreamException(stream, seq, x);
        }

        return events;
    }
}
