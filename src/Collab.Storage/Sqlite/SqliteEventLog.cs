using System.Security.Cryptography;
using Collab.Domain.Events;
using Collab.Domain.Planting;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Collab.Storage.Sqlite;

/// <summary>The log in SQLite: this part writes.</summary>
internal sealed partial class SqliteEventLog : IEventLog, IDisposable
{
    private readonly WriterThread _writer;
    private readonly ReaderThreads _readers;
    private readonly HeadAnchors _anchors;
    private readonly Heads _heads;

    private readonly Action _deleteCopies;
    private readonly SqliteNoteIndex _index;
    private readonly SemaphoreSlim _settingAside = new(1);

    /// <param name="deleteCopies">Deletes what copies of the database there are beside it: they hold what was erased since.</param>
    /// <param name="index">It holds what was erased since, too.</param>
    public SqliteEventLog(WriterThread writer, ReaderThreads readers, HeadAnchors anchors, Action deleteCopies, SqliteNoteIndex index)
    {
        (_writer, _readers, _anchors, _heads, _deleteCopies, _index) = (writer, readers, anchors, new Heads(anchors), deleteCopies, index);
        (writer.Committed, writer.Undone, writer.RolledBack) = (_heads.Committed, _heads.Undone, _heads.RolledBack);
    }

    public async Task<StreamInfo> CreateAsync(string stream, string kind)
    {
        StreamKind.Require(kind);
        await _writer.RunAsync(database =>
        {
            StreamRow.Create(database, stream, kind);
            return true;
        });
        return (await FindAsync(stream))!;
    }

    public Task AppendAsync(string stream, long expectedSeq, IReadOnlyList<StoredEvent> events)
    {
        Batch.Require(stream, expectedSeq, events);
        return _writer.RunAsync(database =>
        {
            Append(database, stream, expectedSeq, events);
            return true;
        });
    }

    public async Task EraseAsync(string stream, IReadOnlyList<long> seqs)
    {
        await BesideDamagedSnapshotsAsync(database =>
        {
            var (key, _) = StreamRow.Get(database, stream);
            foreach (var seq in seqs)
                database.Prepare("UPDATE events SET payload = NULL, salt = NULL WHERE stream = ?1 AND seq = ?2").Bind(1, key).Bind(2, seq).Run();
            if (!Planted.Is(Defect.ErasedInSnapshot))
                database.Prepare("DELETE FROM snapshots WHERE stream = ?1").Bind(1, key).Run();
            return true;
        }, database =>
        {
            database.EmptyWal();
            _deleteCopies();
        });
        if (await FindAsync(stream) is { Kind: StreamKind.Document } erased)
            await _index.ForgetAsync(stream, erased.Epoch, erased.Head);
        // Last: it may find no room, or damage elsewhere.
        await _writer.RunAsync(
            _ => true,
            database =>
            {
                if (Snapshots.CleanAside(database))
                    database.EmptyWal();
            });
    }

    public Task SaveSnapshotAsync(string stream, Snapshot snapshot) => BesideDamagedSnapshotsAsync(database =>
    {
        Snapshots.Save(database, stream, snapshot);
        return true;
    });

    public Task<string> SaveTextAsync(ReadOnlyMemory<byte> text) => _writer.RunAsync(database =>
    {
        var hash = SHA256.HashData(text.Span);
        database.Prepare("INSERT OR REPLACE INTO texts (hash, bytes) VALUES (?1, ?2)").Bind(1, hash).Bind(2, text.Span).Run();
        return Convert.ToHexStringLower(hash);
    });

    /// <summary>Writes; where damage in the table of snapshots keeps it from that, with an empty table in its place.</summary>
    private async Task<T> BesideDamagedSnapshotsAsync<T>(Func<Database, T> write, Action<Database>? afterCommit = null)
    {
        if (await TryAsync() is (true, var written))
            return written;
        await _settingAside.WaitAsync();
        try
        {
            // Another may have done it meanwhile.
            return await TryAsync() is (true, var again) ? again : await _writer.RunAsync(database =>
            {
                Snapshots.SetAside(database);
                return write(database);
            }, afterCommit);
        }
        finally
        {
            _settingAside.Release();
        }

        async Task<(bool, T)> TryAsync()
        {
            try
            {
                return (true, await _writer.RunAsync(write, afterCommit));
            }
            catch (StorageDamagedException)
            {
                return (false, default!);
            }
        }
    }

    public void Dispose() => _settingAside.Dispose();

    private void Append(Database database, string stream, long expectedSeq, IReadOnlyList<StoredEvent> events)
    {
        var head = _heads.Get(database, stream);
        if (head.Seq != expectedSeq && !Planted.Is(Defect.SeqWithoutKey))
            throw new StreamConflictException(stream, expectedSeq, head.Seq);
        if (!EventChain.IsWhole(stream, head.Hash.Span, events[0]) && !Planted.Is(Defect.SeqWithoutKey))
            throw Batch.NotAChain(events[0]);
        try
        {
            for (var i = 0; i < events.Count; i++)
                EventRow.Write(database, head.StreamKey, events[i]);
        }
        catch (SqliteException x) when (x.SqliteExtendedErrorCode == raw.SQLITE_CONSTRAINT_UNIQUE)
        {
            throw Batch.Duplicate(stream, events, command => Has(database, head, command));
        }
        catch (SqliteException x) when (x.SqliteExtendedErrorCode == raw.SQLITE_CONSTRAINT_PRIMARYKEY)
        {
            _heads.Forget(stream);
            throw new StreamConflictException(stream, expectedSeq);
        }

        _heads.Set(stream, head with { Seq = events[^1].Seq, Hash = events[^1].Hash });
    }

    // Only up to the head: rows of the batch itself are in the table too until its savepoint, or its transaction, is undone.
    private static bool Has(Database database, Head head, CommandKey command)
    {
        using var row = database.Prepare("SELECT 1 FROM events WHERE stream = ?1 AND actor = ?2 AND command = ?3 AND seq <= ?4 LIMIT 1")
            .Bind(1, head.StreamKey).Bind(2, command.Actor).Bind(3, command.Command.ToByteArray(bigEndian: true)).Bind(4, head.Seq);
        return row.Step();
    }
}
