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
            // What it was to follow may be what cannot be read.
            throw await PlaceAsync(stream, after: 0, damage);
        }
    }

    public Task EraseAsync(string stream, IReadOnlyList<long> seqs) => BesideDamageAsync(forgets: "DELETE FROM snapshots WHERE stream = $1", (connection, forget) =>
    {
        var head = StreamRow.Head(connection, stream);
        var key = head.StreamKey;
        using var transaction = connection.BeginTransaction();
        connection.Execute("UPDATE events SET payload = NULL, salt = NULL WHERE stream = $1 AND seq = ANY ($2)", key, seqs.ToArray());
        forget(key);
        IndexTables.Forget(connection, key, head.Seq);
        transaction.Commit();
    });

    public Task SaveSnapshotAsync(string stream, Snapshot snapshot) => BesideDamageAsync(forgets: null, (connection, forget) =>
    {
        var key = StreamRow.Head(connection, stream).StreamKey;
        using var transaction = connection.BeginTransaction();
        forget(key);
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

    /// <summary>Writes; where that meets damage, once more and without any of the snapshots, which may be what is damaged.</summary>
    private async Task BesideDamageAsync(string? forgets, Action<NpgsqlConnection, Action<long>> write)
    {
        try
        {
            await RunAsync((connection, key) => _ = forgets is null ? 0 : connection.Execute(forgets, key));
        }
        catch (StorageDamagedException)
        {
            await RunAsync((connection, _) => connection.Execute("TRUNCATE snapshots"));
        }

        Task<bool> RunAsync(Action<NpgsqlConnection, long> snapshots) => access.RunAsync(Effect.Repeatable, connection =>
        {
            write(connection, key => snapshots(connection, key));
            return true;
        });
    }

    public Task<string> SaveTextAsync(ReadOnlyMemory<byte> text) => access.RunAsync(Effect.Repeatable, connection =>
    {
        var hash = SHA256.HashData(text.Span);
        connection.Execute("INSERT INTO texts (hash, bytes) VALUES ($1, $2) ON CONFLICT (hash) DO UPDATE SET bytes = excluded.bytes", hash, text.ToArray());
        return Convert.ToHexStringLower(hash);
    });
}
