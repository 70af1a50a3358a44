using System.Security.Cryptography;
using Collab.Domain.Events;
using Npgsql;

namespace Collab.Storage.Postgres;

/// <summary>The log in PostgreSQL: this part writes.</summary>
internal sealed partial class PostgresEventLog(Access access) : IEventLog
{
    public Task<StreamInfo> CreateAsync(string stream, string kind)
    {
        StreamKind.Require(kind);
        return access.RunAsync(Effect.Repeatable, connection => StreamRow.Create(connection, stream, kind));
    }

    public async Task AppendAsync(string stream, long expectedSeq, IReadOnlyList<StoredEvent> events)
    {
        Batch.Require(stream, expectedSeq, events);
        try
        {
            await access.AppendAsync(new AppendJob(stream, expectedSeq, events));
        }
        catch (StorageDamagedException damage)
        {
            // What it was to follow may be what cannot be read. What comes long before it whoever loads the log has met.
            throw await PlaceAsync(stream, Math.Max(expectedSeq - PlacedAtOnce, 0), damage);
        }
    }

    public Task EraseAsync(string stream, IReadOnlyList<long> seqs) => BesideDamageAsync((connection, isDamaged) =>
    {
        var head = StreamRow.Head(connection, stream);
        using var transaction = connection.BeginTransaction();
        connection.Execute("UPDATE events SET payload = NULL, salt = NULL WHERE stream = $1 AND seq = ANY ($2)", head.StreamKey, seqs.ToArray());
        if (isDamaged)
        {
            connection.Execute("TRUNCATE snapshots");
            IndexTables.MakeAnew(connection);
        }

        connection.Execute("DELETE FROM snapshots WHERE stream = $1", head.StreamKey);
        IndexTables.Forget(connection, head.StreamKey, head.Seq);
        transaction.Commit();
    });

    public Task SaveSnapshotAsync(string stream, Snapshot snapshot) => BesideDamageAsync((connection, isDamaged) =>
    {
        var key = StreamRow.Head(connection, stream).StreamKey;
        using var transaction = connection.BeginTransaction();
        if (isDamaged)
            connection.Execute("TRUNCATE snapshots");
        connection.Execute(
            """
            INSERT INTO snapshots (stream, seq, hash, format, bytes, digest) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (stream) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, format = excluded.format, bytes = excluded.bytes, digest = excluded.digest
            """,
            key,
            snapshot.Seq,
            snapshot.Hash.ToArray(),
            snapshot.Format,
            snapshot.Bytes.ToArray(),
            SHA256.HashData(snapshot.Bytes.Span));
        transaction.Commit();
    });

    public Task<string> SaveTextAsync(ReadOnlyMemory<byte> text) => access.RunAsync(Effect.Repeatable, connection =>
    {
        var hash = SHA256.HashData(text.Span);
        connection.Execute("INSERT INTO texts (hash, bytes) VALUES ($1, $2) ON CONFLICT (hash) DO UPDATE SET bytes = excluded.bytes", hash, text.ToArray());
        return Convert.ToHexStringLower(hash);
    });

    /// <summary>Writes; where that meets damage, once more, and without what can be made again, which may be what is damaged.</summary>
    private async Task BesideDamageAsync(Action<NpgsqlConnection, bool> write)
    {
        try
        {
            await RunAsync(isDamaged: false);
        }
        catch (StorageDamagedException)
        {
            await RunAsync(isDamaged: true);
        }

        Task<bool> RunAsync(bool isDamaged) => access.RunAsync(Effect.Repeatable, connection =>
        {
            write(connection, isDamaged);
            return true;
        });
    }
}
