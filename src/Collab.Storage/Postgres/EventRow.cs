using System.Text;
using Collab.Domain.Events;
using Npgsql;

namespace Collab.Storage.Postgres;

/// <summary>An event as a row of the table events.</summary>
internal static class EventRow
{
    /// <summary>The columns that <see cref="Read"/> needs.</summary>
    public const string Columns = "seq, hash, clause, actor, command, ordinal, kind, at, data, payload, salt, digest";

    /// <summary>The same for the events of an append: <c>unnest</c> of the parameters from the sixth.</summary>
    public const string Unnest = """
        unnest($6::bigint[], $7::bytea[], $8::bytea[], $9::bytea[], $10::uuid[], $11::integer[], $12::bytea[], $13::bigint[],
            $14::bytea[], $15::bytea[], $16::bytea[], $17::bytea[])
        """;

    public static void Write(NpgsqlParameterCollection parameters, IReadOnlyList<StoredEvent> events) => parameters.Add(
        Column(events, e => e.Seq),
        Column(events, e => e.Hash.ToArray()),
        Column(events, e => e.Clause is null ? null : Bytes(e.Clause)),
        Column(events, e => Bytes(e.Actor)),
        Column(events, e => e.Command),
        Column(events, e => e.Ordinal),
        Column(events, e => Bytes(e.Kind)),
        Column(events, e => e.At.UtcTicks),
        Column(events, e => e.Data.ToArray()),
        Column(events, e => e.Payload?.ToArray()),
        Column(events, e => e.Salt?.ToArray()),
        Column(events, e => e.Digest?.ToArray()));

    /// <summary>A text as it is kept: PostgreSQL's own cannot hold a NUL.</summary>
    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    /// <summary>The event in the columns from <paramref name="first"/> on.</summary>
    /// <exception cref="ArgumentException">A column cannot be what was written: the row is damaged.</exception>
    public static StoredEvent Read(NpgsqlDataReader row, int first) => new()
    {
        Seq = row.GetInt64(first),
        Hash = row.Bytes(first + 1),
        Clause = row.IsDBNull(first + 2) ? null : Text(row.Bytes(first + 2)),
        Actor = Text(row.Bytes(first + 3)),
        Command = row.GetGuid(first + 4),
        Ordinal = row.GetInt32(first + 5),
        Kind = Text(row.Bytes(first + 6)),
        At = row.Time(first + 7),
        Data = row.Bytes(first + 8),
        Payload = row.BytesOrNull(first + 9),
        Salt = row.BytesOrNull(first + 10),
        Digest = row.BytesOrNull(first + 11),
    };

    private static T[] Column<T>(IReadOnlyList<StoredEvent> events, Func<StoredEvent, T> field)
    {
        var column = new T[events.Count];
        for (var i = 0; i < column.Length; i++)
            column[i] = field(events[i]);
        return column;
    }
}
