using Collab.Storage.Accounts;
using Npgsql;

namespace Collab.Storage.Postgres;

/// <summary>This part looks for damage that the logs do not show, and rewrites the tables.</summary>
public sealed partial class PostgresStorage
{
    private const int MostSentences = 20;

    /// <summary>Those in which words of people stand.</summary>
    internal static readonly string[] TablesWithWords = ["events", "snapshots", "people", "sessions", "tokens", "passkeys", "ceremonies", "identities", "contacts"];

    // Its foreign keys hold what the tables say of each other; whoever doubts its indexes has amcheck.
    public async Task<IReadOnlyList<string>> CheckAsync() => [.. await OnOwnThread(LostStreams), .. await StreamsOfNoKindAsync(), .. await OnOwnThread(DamagedRows)];

    public Task<IReadOnlyDictionary<string, long>> CountAsync() => _access.RunAsync<IReadOnlyDictionary<string, long>>(Effect.None, connection =>
        Table.Lasting.ToDictionary(table => table, table =>
        {
            using var row = connection.Query($"SELECT count(*) FROM {table}");
            return row.Read() ? row.GetInt64(0) : 0;
        }));

    // It takes as long as an index of all events.
    private IReadOnlyList<string> LostStreams()
    {
        List<string> found = [];
        using var link = new Link(ConnectionSettings.ForLongWork(_settings));
        var connection = link.Open();
        Demand(_settings, () =>
        {
            using var row = connection.Query(
                $"SELECT DISTINCT stream FROM events WHERE NOT EXISTS (SELECT FROM streams WHERE key = stream) ORDER BY stream LIMIT {MostSentences}");
            while (row.Read())
                found.Add(StreamKind.Gone(row.GetInt64(0)));
        });
        return found;
    }

    private Task<IReadOnlyList<string>> StreamsOfNoKindAsync() => _access.RunAsync<IReadOnlyList<string>>(Effect.None, connection =>
    {
        List<string> found = [];
        using var row = connection.Query($"SELECT id FROM streams WHERE kind NOT IN ({StreamKind.InSql})");
        while (row.Read())
            found.Add(StreamKind.Lost(EventRow.Text(row.Bytes(0))));
        return found;
    });

    private IReadOnlyList<string> DamagedRows()
    {
        var check = new AccountCheck();
        using var link = new Link(ConnectionSettings.ForLongWork(_settings));
        var connection = link.Open();
        Demand(_settings, () =>
        {
            // At one moment: people come in meanwhile.
            using var snapshot = connection.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);
            foreach (var table in AccountCheck.Tables)
                Read(connection, table, check);
        });
        return check.Found;
    }

    private static void Read(NpgsqlConnection connection, Table table, AccountCheck check)
    {
        connection.Execute("SAVEPOINT one");
        try
        {
            using var row = connection.Query($"SELECT {table.Names} FROM {table.Name} ORDER BY {table.Order}");
            while (row.Read())
                check.Read(table, column => Value(row, column, table.Columns[column].Kind));
        }
        catch (Exception damage) when (PostgresErrors.IsDamage(damage))
        {
            connection.Execute("ROLLBACK TO one");
            check.CannotRead(table, damage.Message);
        }
    }

    private static object? Value(NpgsqlDataReader row, int column, ColumnKind kind) => row.IsDBNull(column) ? null : kind switch
    {
        ColumnKind.Number => row.GetInt64(column),
        ColumnKind.SmallNumber => (long)row.GetInt32(column),
        ColumnKind.Flag => row.GetBoolean(column) ? 1L : 0L,
        _ => row.Bytes(column),
    };

    /// <summary>Former versions of rows go with <see cref="Compact"/> alone: it keeps readers out, and the write-ahead log is not its to clean.</summary>
    public Task CleanAsync() => Task.CompletedTask;

    /// <summary>
    /// Writes the tables anew without the former versions of their rows, in which what was erased still stands. Each is locked while it is
    /// written, and needs its space twice.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The database cannot be reached, or refuses.</exception>
    public static void Compact(string connectionString)
    {
        var settings = ConnectionSettings.Parse(connectionString);
        using var link = new Link(ConnectionSettings.ForLongWork(settings));
        var connection = link.Open();
        Demand(settings, () =>
        {
            foreach (var table in TablesWithWords.Concat(IndexTables.WithWords(connection)))
                connection.Execute($"VACUUM (FULL) {table}");
            WriteOut(connection);
        });
    }

    /// <summary>The old files are given back at a checkpoint at the latest: at once for whoever may make one.</summary>
    private static void WriteOut(NpgsqlConnection connection)
    {
        try
        {
            connection.Execute("CHECKPOINT");
        }
        catch (PostgresException x) when (x.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
        }
    }
}
