using System.Security.Cryptography;
using Collab.Domain.Events;
using Microsoft.Data.Sqlite;

namespace Collab.Storage.Sqlite;

/// <summary>A stream as a row of the table streams.</summary>
internal static class StreamRow
{
    private const int EpochSize = 16, HashSize = 32;

    private const string Select = """
        SELECT s.id, s.kind, s.epoch, e.seq, e.hash FROM streams s
        LEFT JOIN events e ON e.stream = s.key AND e.seq = (SELECT max(seq) FROM events WHERE stream = s.key)
        """;

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

    public static StreamInfo? Find(Database database, string stream)
    {
        using var row = database.Prepare(Select + " WHERE s.id = ?1").Bind(1, stream);
        return row.Step() ? Read(row) : null;
    }

    public static List<StreamInfo> List(Database database, string kind)
    {
        List<StreamInfo> streams = [];
        using var row = database.Prepare(Select + " WHERE s.kind = ?1 ORDER BY s.key").Bind(1, kind);
        while (row.Step())
            streams.Add(Read(row));
        return streams;
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

    public static StreamInfo Create(Database database, string stream, string kind)
    {
        if (Find(database, stream) is { } existing)
            return existing.Kind == kind ? existing : throw new ArgumentException($"{stream} is a {existing.Kind}, not a {kind}.", nameof(kind));
        var epoch = RandomNumberGenerator.GetBytes(EpochSize);
        database.Prepare("INSERT INTO streams (id, kind, epoch) VALUES (?1, ?2, ?3)").Bind(1, stream).Bind(2, kind).Bind(3, epoch).Run();
        return new StreamInfo(stream, kind, Convert.ToHexStringLower(epoch), 0, EventChain.Genesis(stream));
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

    private static StreamInfo Read(Statement row)
    {
        var id = row.Text(0);
        ReadOnlyMemory<byte> hash = row.IsNull(4) ? EventChain.Genesis(id) : row.Bytes(4);
        return new StreamInfo(id, row.Text(1), Convert.ToHexStringLower(row.Span(2)), row.Number(3), hash);
    }
}
