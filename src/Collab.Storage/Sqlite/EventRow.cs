using Collab.Domain.Events;
using Collab.Domain.Planting;

namespace Collab.Storage.Sqlite;

/// <summary>An event as a row of the table events.</summary>
internal static class EventRow
{
    public const string Insert = """
        INSERT INTO events (stream, seq, clause, actor, command, ordinal, kind, at, data, payload, salt, digest, hash)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
        """;

    /// <summary>The columns that <see cref="Read"/> needs, of the table named e.</summary>
    public const string Columns = "e.seq, e.hash, e.clause, e.actor, e.command, e.ordinal, e.kind, e.at, e.data, e.payload, e.salt, e.digest";

    public static void Write(Database database, long stream, StoredEvent e)
    {
        Span<byte> command = stackalloc byte[16];
        e.Command.TryWriteBytes(command, bigEndian: true, out _);
        database.Prepare(Planted.Is(Defect.SeqWithoutKey) ? Insert.Replace("INSERT", "INSERT OR REPLACE", StringComparison.Ordinal) : Insert)
            .Bind(1, stream).Bind(2, e.Seq).Bind(3, e.Clause).Bind(4, e.Actor).Bind(5, command).Bind(6, e.Ordinal).Bind(7, e.Kind)
            .Bind(8, e.At).Bind(9, e.Data.Span).Bind(10, e.Payload).Bind(11, e.Salt).Bind(12, e.Digest).Bind(13, e.Hash.Span)
            .Run();
    }

    /// <exception cref="ArgumentException">A column cannot be what was written: the row is damaged.</exception>
    public static StoredEvent Read(Statement row) => new()
    {
        Seq = row.Number(0),
        Hash = row.Bytes(1),
        Clause = row.TextOrNull(2),
        Actor = row.Text(3),
        Command = new Guid(row.Span(4), bigEndian: true),
        Ordinal = (int)row.Number(5),
        Kind = row.Text(6),
        At = row.Time(7),
        Data = row.Bytes(8),
        Payload = row.BytesOrNull(9),
        Salt = row.BytesOrNull(10),
        Digest = row.BytesOrNull(11),
    };
}
