using System.Security.Cryptography;
using Collab.Domain.Events;

namespace Collab.Storage.Sqlite;

/// <summary>A stream as a row of the table streams.</summary>
internal static class StreamRow
{
    private const int EpochSize = 16;

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

    public static StreamInfo Create(Database database, string stream, string kind)
    {
        if (Find(database, stream) is { } existing)
            return existing.Kind == kind ? existing : throw new ArgumentException($"{stream} is a {existing.Kind}, not a {kind}.", nameof(kind));
        var epoch = RandomNumberGenerator.GetBytes(EpochSize);
        database.Prepare("INSERT INTO streams (id, kind, epoch) VALUES (?1, ?2, ?3)").Bind(1, stream).Bind(2, kind).Bind(3, epoch).Run();
        return new StreamInfo(stream, kind, Convert.ToHexStringLower(epoch), 0, EventChain.Genesis(stream));
    }

    private static StreamInfo Read(Statement row)
    {
        var id = row.Text(0);
        ReadOnlyMemory<byte> hash = row.IsNull(4) ? EventChain.Genesis(id) : row.Bytes(4);
        return new StreamInfo(id, row.Text(1), Convert.ToHexStringLower(row.Span(2)), row.Number(3), hash);
    }
}
