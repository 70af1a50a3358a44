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

    public Task AppendAsync(string stream, long expectedSeq, IReadOnlyList<StoredEvent> events)
    {
        Batch.Require(stream, expectedSeq, events);
        return access.AppendAsync(new AppendJob(stream, expectedSeq, events));
    }

    public Task EraseAsync(string stream, IReadOnlyList<long> seqs) => access.RunAsync(Effect.Repeatable, connection =>
    {
        var head = StreamRow.Head(connection, stream);
        var key = head.StreamKey;
        using var transaction = connection.BeginTransaction();
        connection.Execute("UPDATE events SET payload = NULL, salt = NULL WHERE stream = $1 AND seq = ANY ($2)", key, seqs.ToArray());
        BesideDamage(connection, () => connection.Execute("DELETE FROM snapshots WHERE stream = $1", key));
        IndexTables.Forget(connection, key, head.Seq);
        transaction.Commit();
        return true;
    });

    public Task SaveSnapshotAsync(string stream, Snapshot snapshot) => access.RunAsync(Effect.Repeatable, connection =>
    {
        var key = StreamRow.Head(connection, stream).StreamKey;
        using var transaction = connection.BeginTransaction();
        BesideDamage(connection, () => connection.Execute(
            """
            INSERT INTO snapshots (stream, seq, hash, format, bytes, digest) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (stream) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, format = excluded.format, bytes = excluded.bytes, digest = excluded.digest
            """,
            key,
            snapshot.Seq,
            snapshot.Hash.ToArray(),
            snapshot.Format,
            snapshot.Bytes.ToArray(),
            SHA256.HashData(snapshot.Bytes.Span)));
        transaction.Commit();
        return true;
    });

    /// <summary>Writes into the table of snapshots; where it is damaged, with none of those that were in it.</summary>
    private static void BesideDamage(NpgsqlConnection connection, Action write)
    {
        connection.Execute("SAVEPOINT one");
        try
        {
            write();
        }
        catch (PostgresException x) when (PostgresErrors.IsDamage(x))
        {
            connection.Execute("ROLLBACK TO one");
            connection.Execute("TRUNCATE snapshots");
            write();
        }
    }

    public Task<string> SaveTextAsync(ReadOnlyMemory<byte> text) => access.RunAsync(Effect.Repeatable, connection =>
    {
        var hash = SHA256.HashData(text.Span);
        connection.Execute("INSERT INTO texts (hash, bytes) VALUES ($1, $2) ON CONFLICT (hash) DO UPDATE SET bytes = excluded.bytes", hash, text.ToArray());
        return Convert.ToHexStringLower(hash);
    });
}
