using System.Security.Cryptography;
using Collab.Domain.Events;
using Microsoft.Data.Sqlite;

namespace Collab.Storage.Sqlite;

/// <summary>A stream as a row of the table streams.</summary>
internal static class StreamRow
{
    private const int EpochSize = 16, HashSize = 32;

    private const string Select = "SELECT key, id, kind, epoch FROM streams";

    /// <summary>The integer that stands for the stream in the other tables, and its epoch.</summary>
    /// <exception cref="StreamNotFoundException">There is no such stream.</exception>
    /// <exception cref="DamagedStreamException">The epoch is not what was written.</exception>
    public static (long Key, byte[] Epoch) Get(Database database, string stream)
    {
        using var row = database.Prepare("SELECT key, epoch FROM streams WHERE id = ?1").Bind(1, stream);
        if (!row.Step())
            throw new StreamNotFoundException(stream);
        return row.Span(1).Length == EpochSize ? (row.Number(0), row.Bytes(1)) : throw new DamagedStreamException(stream, 1);
    }

    /// <summary>The id of the stream with a key; null when there is none.</summary>
    public static string? Id(Database database, long key)
    {
        using var row = database.Prepare("SELECT id FROM streams WHERE key = ?1").Bind(1, key);
        return row.Step() ? row.Text(0) : null;
    }

    /// <param name="anchors">Where the newest event cannot be read, what was noted of it: the log is damaged there, and not gone.</param>
    public static StreamInfo? Find(Database database, string stream, HeadAnchors anchors)
    {
        using var row = database.Prepare(Select + " WHERE id = ?1").Bind(1, stream);
        return row.Step() ? Info(database, anchors, Read(row)) : null;
    }

    public static List<StreamInfo> List(Database database, string kind, HeadAnchors anchors)
    {
        List<(long, string, string, byte[])> streams = [];
        using var row = database.Prepare(Select + " WHERE kind = ?1 ORDER BY key").Bind(1, kind);
        while (row.Step())
            streams.Add(Read(row));
        return [.. streams.Select(stream => Info(database, anchors, stream))];
    }

    /// <summary>The head of every stream as its events have it, without those that cannot be read.</summary>
    public static List<Head> Heads(Database database)
    {
        List<(long Key, string Id, byte[] Epoch)> streams = [];
        PassOver(() =>
        {
            using var row = database.Prepare("SELECT key, id, epoch FROM streams");
            while (row.Step())
                streams.Add((row.Number(0), row.Text(1), row.Bytes(2)));
        });
        List<Head> heads = [];
        foreach (var (key, id, epoch) in streams.Where(stream => stream.Epoch.Length == EpochSize))
            PassOver(() => heads.Add(Head(database, key, id, epoch)));
        return [.. heads.Where(head => head.Hash.Length == HashSize)];
    }

    /// <summary>The newest event of a stream.</summary>
    public static Head Head(Database database, long key, string stream, byte[] epoch)
    {
        using var row = database.Prepare("SELECT seq, hash FROM events WHERE stream = ?1 ORDER BY seq DESC LIMIT 1").Bind(1, key);
        return row.Step() ? new Head(key, epoch, row.Number(0), row.Bytes(1)) : new Head(key, epoch, 0, EventChain.Genesis(stream));
    }

    /// <summary>Makes the stream where there is none. The newest event of one that is there is not read: it may be damaged, and others write in the same transaction.</summary>
    public static void Create(Database database, string stream, string kind)
    {
        using (var row = database.Prepare("SELECT kind FROM streams WHERE id = ?1").Bind(1, stream))
        {
            if (row.Step())
            {
                var existing = row.Text(0);
                if (existing != kind)
                    throw new ArgumentException($"{stream} is a {existing}, not a {kind}.", nameof(kind));
                return;
            }
        }

        database.Prepare("INSERT INTO streams (id, kind, epoch) VALUES (?1, ?2, ?3)").Bind(1, stream).Bind(2, kind).Bind(3, RandomNumberGenerator.GetBytes(EpochSize)).Run();
    }

    private static void PassOver(Action read)
    {
        try
        {
            read();
        }
        catch (Exception x) when (x is SqliteException || StorageErrors.IsDamage(x))
        {
            // Nor does a place on the disk that cannot be read keep a server from opening the other logs.
        }
    }

    private static (long Key, string Id, string Kind, byte[] Epoch) Read(Statement row) => (row.Number(0), row.Text(1), row.Text(2), row.Bytes(3));

    private static StreamInfo Info(Database database, HeadAnchors anchors, (long Key, string Id, string Kind, byte[] Epoch) stream)
    {
        Head head;
        try
        {
            head = Head(database, stream.Key, stream.Id, stream.Epoch);
        }
        catch (Exception x) when (StorageErrors.IsDamage(x))
        {
            head = anchors.Find(stream.Key, stream.Epoch) ?? FirstUnreadable(database, stream.Key, stream.Epoch);
        }

        return new StreamInfo(stream.Id, stream.Kind, Convert.ToHexStringLower(stream.Epoch), head.Seq, head.Hash);
    }

    /// <summary>Where nothing was noted: whoever reads up to there meets the damage.</summary>
    private static Head FirstUnreadable(Database database, long key, byte[] epoch)
    {
        var seq = 0L;
        try
        {
            using var row = database.Prepare("SELECT seq, hash, digest FROM events WHERE stream = ?1 ORDER BY seq").Bind(1, key);
            while (row.Step())
                seq = row.Number(0);
        }
        catch (Exception x) when (StorageErrors.IsDamage(x))
        {
            // It is the next.
        }

        return new Head(key, epoch, seq + 1, new byte[HashSize]);
    }
}
