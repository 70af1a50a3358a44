using System.Security.Cryptography;
using Collab.Domain.Events;
using Collab.Storage.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Collab.Storage.Postgres;

/// <summary>Copies a backup file into an empty PostgreSQL database: all of it, or nothing.</summary>
internal static class Load
{
    private const int RowsAtOnce = 1000;

    // Numbers go on after the highest that was copied.
    private const string Afterwards = """
        UPDATE streams s SET head = e.seq, head_hash = e.hash
        FROM (SELECT DISTINCT ON (stream) stream, seq, hash FROM events ORDER BY stream, seq DESC) e WHERE e.stream = s.key;
        SELECT setval(pg_get_serial_sequence('streams', 'key'), (SELECT coalesce(max(key), 0) + 1 FROM streams), false);
        SELECT setval(pg_get_serial_sequence('data_protection_keys', 'number'), (SELECT coalesce(max(number), 0) + 1 FROM data_protection_keys), false);
        """;

    /// <summary>Gives every stream a new epoch, so that readers of the log before it learn that it is another.</summary>
    /// <param name="connection">A connection without limits of time, to a database of the newest schema.</param>
    /// <param name="source">The backup, of the newest schema.</param>
    /// <param name="heads">How far its streams had come: what is lost at an end is missed here too, and not taken for the end.</param>
    /// <param name="progress">Told of the rows.</param>
    /// <exception cref="IOException">The database is not empty.</exception>
    public static void Read(NpgsqlConnection connection, Database source, IReadOnlyList<Sqlite.Head> heads, IProgress<BackupProgress>? progress)
    {
        using var transaction = connection.BeginTransaction();
        connection.Execute($"LOCK TABLE {string.Join(", ", Table.All.Select(table => table.Name))} IN EXCLUSIVE MODE");
        if (Table.All.FirstOrDefault(table => HasRows(connection, table)) is { } full)
            throw new IOException($"The database {connection.Database} is not empty: {full.Name} has rows. Restore into a new database.");
        var (done, total) = (0L, Table.All.Sum(table => Count(source, table)));
        foreach (var table in Table.All)
        {
            Copy(connection, source, table, () =>
            {
                if (++done % RowsAtOnce == 0)
                    progress?.Report(new BackupProgress(done, total));
            });
        }

        connection.Execute(Afterwards);
        foreach (var head in heads)
            connection.Execute("UPDATE streams SET head = $1, head_hash = $2 WHERE key = $3 AND head < $1", head.Seq, head.Hash.ToArray(), head.StreamKey);
        transaction.Commit();
        progress?.Report(new BackupProgress(done, total));
    }

    private static bool HasRows(NpgsqlConnection connection, Table table)
    {
        using var row = connection.Query($"SELECT EXISTS (SELECT FROM {table.Name})");
        return row.Read() && row.GetBoolean(0);
    }

    private static long Count(Database source, Table table)
    {
        using var row = source.Prepare($"SELECT count(*) FROM {table.Name}");
        return row.Step() ? row.Number(0) : 0;
    }

    private static void Copy(NpgsqlConnection connection, Database source, Table table, Action copied)
    {
        var isStreams = table.Name == "streams";
        using var import = connection.BeginBinaryImport($"COPY {table.Name} ({table.Names}{(isStreams ? ", head_hash" : "")}) FROM STDIN (FORMAT BINARY)");
        using var row = source.Prepare($"SELECT {table.Names} FROM {table.Name} ORDER BY {table.Order}");
        while (row.Step())
        {
            import.StartRow();
            for (var i = 0; i < table.Columns.Count; i++)
            {
                if (isStreams && table.Columns[i].Name == "epoch")
                    import.Write(RandomNumberGenerator.GetBytes(row.Span(i).Length), NpgsqlDbType.Bytea);
                else
                    Write(import, row, i, table);
            }

            if (isStreams)
                import.Write(EventChain.Genesis(row.Text(1)), NpgsqlDbType.Bytea);
            copied();
        }

        import.Complete();
    }

    private static void Write(NpgsqlBinaryImporter import, Statement row, int column, Table table)
    {
        var kind = table.Columns[column].Kind;
        if (row.IsNull(column))
            import.WriteNull();
        else if (kind == ColumnKind.Number)
            import.Write(row.Number(column), NpgsqlDbType.Bigint);
        else if (kind == ColumnKind.SmallNumber)
            import.Write((int)row.Number(column), NpgsqlDbType.Integer);
        else if (kind == ColumnKind.Flag)
            import.Write(row.Number(column) != 0, NpgsqlDbType.Boolean);
        else if (kind == ColumnKind.Text)
            import.Write(Writable(row.Text(column), column, table, row), NpgsqlDbType.Text);
        else if (kind == ColumnKind.Id)
            import.Write(new Guid(row.Span(column), bigEndian: true), NpgsqlDbType.Uuid);
        else
            import.Write(row.Bytes(column), NpgsqlDbType.Bytea);
    }

    private static string Writable(string text, int column, Table table, Statement row) => !text.Contains('\0', StringComparison.Ordinal)
        ? text
        : throw new InvalidDataException(
            $"{table.Name} {row.Text(0).Replace("\0", "", StringComparison.Ordinal)}: “{table.Columns[column].Name}” has a character U+0000, which PostgreSQL does not keep. Correct it in the data that the backup is of, or restore the backup into SQLite.");
}
