using Collab.Storage.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Collab.Storage.Postgres;

/// <summary>Copies a PostgreSQL database to a backup file, which is a SQLite database as the other storage writes it.</summary>
internal static class Unload
{
    private const int RowsAtOnce = 1000;

    /// <summary>Writes what is committed now to an empty file.</summary>
    /// <param name="connection">A connection without limits of time.</param>
    /// <param name="file">The file, empty.</param>
    /// <param name="schema">The schema that the file gets: what an older one does not have, is not read.</param>
    /// <param name="all">The tables that are copied.</param>
    /// <param name="progress">Told of the rows.</param>
    public static void Write(NpgsqlConnection connection, string file, int schema, IReadOnlyList<Table> all, IProgress<BackupProgress>? progress)
    {
        // One snapshot for all tables: what is committed while it goes on is not in it.
        using var snapshot = connection.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);
        connection.Execute("SET TRANSACTION READ ONLY");
        using var target = Database.Open(file, raw.SQLITE_OPEN_READWRITE);
        Sqlite.Schema.Upgrade(target, file, [.. Migration.All.Where(migration => migration.Version <= schema)], backups: null);
        List<Table> tables = [.. all.Select(table => table with { Columns = [.. table.Columns.IntersectBy(ColumnsOf(target, table), column => column.Name)] }).Where(table => table.Columns.Count > 0)];

        // The file counts for nothing before it is whole, so it needs no journal.
        target.Execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = FULL; BEGIN");
        var (done, total) = (0L, tables.Sum(table => Count(connection, table)));
        foreach (var table in tables)
        {
            Copy(connection, target, table, () =>
            {
                if (++done % RowsAtOnce == 0)
                    progress?.Report(new BackupProgress(done, total));
            });
        }

        BackupHeads.Write(target, Heads(connection));
        target.Execute("COMMIT; PRAGMA journal_mode = DELETE");
        progress?.Report(new BackupProgress(done, total));
    }

    private static List<Sqlite.Head> Heads(NpgsqlConnection connection)
    {
        List<Sqlite.Head> heads = [];
        using var row = connection.Query("SELECT key, epoch, head, head_hash FROM streams WHERE length(epoch) = 16 AND length(head_hash) = 32");
        while (row.Read())
            heads.Add(new Sqlite.Head(row.GetInt64(0), row.Bytes(1), row.GetInt64(2), row.Bytes(3)));
        return heads;
    }

    private static HashSet<string> ColumnsOf(Database target, Table table)
    {
        HashSet<string> names = [];
        using var row = target.Prepare("SELECT name FROM pragma_table_info(?1)").Bind(1, table.Name);
        while (row.Step())
            names.Add(row.Text(0));
        return names;
    }

    private static long Count(NpgsqlConnection connection, Table table)
    {
        using var row = connection.Query($"SELECT count(*) FROM {table.Name}");
        return row.Read() ? row.GetInt64(0) : 0;
    }

    private static void Copy(NpgsqlConnection connection, Database target, Table table, Action copied)
    {
        var insert = target.Prepare($"INSERT INTO {table.Name} ({table.Names}) VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"?{i + 1}"))})");
        using var row = connection.Query($"SELECT {table.Names} FROM {table.Name} ORDER BY {table.Order}");
        while (row.Read())
        {
            for (var i = 0; i < table.Columns.Count; i++)
                Bind(insert, row, i, table.Columns[i].Kind);
            insert.Run();
            copied();
        }
    }

    private static Statement Bind(Statement insert, NpgsqlDataReader row, int column, ColumnKind kind) => row.IsDBNull(column)
        ? insert.Bind(column + 1, (string?)null)
        : kind switch
        {
            ColumnKind.Number => insert.Bind(column + 1, row.GetInt64(column)),
            ColumnKind.SmallNumber => insert.Bind(column + 1, (long)row.GetInt32(column)),
            ColumnKind.Flag => insert.Bind(column + 1, row.GetBoolean(column) ? 1L : 0L),
            ColumnKind.Text => insert.Bind(column + 1, row.GetString(column)),
            ColumnKind.TextAsBytes => insert.Bind(column + 1, EventRow.Text(row.Bytes(column))),
            ColumnKind.Id => insert.Bind(column + 1, row.GetGuid(column).ToByteArray(bigEndian: true)),
            _ => insert.Bind(column + 1, row.Bytes(column)),
        };
}
