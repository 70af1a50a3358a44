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
    public Task<IReadOnlyList<string>> CheckAsync() => OnOwnThread<IReadOnlyList<string>>(() =>
    {
        List<string> found = [];
        using var link = new Link(ConnectionSettings.ForLongWork(_settings));
        Demand(_settings, () => found = [.. LostStreams(link), .. StreamsOfNoKind(link), .. DamagedRows(link), .. DamagedSnapshots(link)]);
        return found;
    });

    public Task<IReadOnlyDictionary<string, long>> CountAsync() => _access.RunAsync<IReadOnlyDictionary<string, long>>(Effect.None, connection =>
        Table.Lasting.ToDictionary(table => table, table =>
        {
            using var row = connection.Query($"SELECT count(*) FROM {table}");
            return row.Read() ? row.GetInt64(0) : 0;
        }));

    // It takes as long as an index of all events.
    private static List<string> LostStreams(Link link) => Sentences("events", link, $"""
        SELECT DISTINCT stream FROM events WHERE NOT EXISTS (SELECT FROM streams WHERE key = stream) ORDER BY stream LIMIT {MostSentences}
        """, row => StreamKind.Gone(row.GetInt64(0)));

    private static List<string> StreamsOfNoKind(Link link) =>
        Sentences("streams", link, $"SELECT id FROM streams WHERE kind NOT IN ({StreamKind.InSql})", row => StreamKind.Lost(EventRow.Text(row.Bytes(0))));

    private static List<string> Sentences(string table, Link link, string sql, Func<NpgsqlDataReader, string> sentence)
    {
        List<string> found = [];
        try
        {
            using var row = link.Open().Query(sql);
            while (row.Read())
                found.Add(sentence(row));
        }
        catch (PostgresException damage) when (PostgresErrors.IsOfAPage(damage))
        {
            found.Add($"The table {table} cannot be read to its end ({damage.MessageText}). Restore a backup.");
        }

        return found;
    }

    private static IReadOnlyList<string> DamagedRows(Link link)
    {
        var check = new AccountCheck();
        // At one moment: people come in meanwhile. Damage closes the connection, and with it that moment.
        for (var rest = AccountCheck.Tables.ToList(); rest.Count > 0;)
        {
            using var moment = link.Open().BeginTransaction(System.Data.IsolationLevel.RepeatableRead);
            while (rest.Count > 0)
            {
                var table = rest[0];
                rest.RemoveAt(0);
                try
                {
                    Read(moment.Connection!, table, check);
                }
                catch (PostgresException damage) when (PostgresErrors.IsOfAPage(damage))
                {
                    check.CannotRead(table, damage.MessageText);
                    break;
                }
            }
        }

        return check.Found;
    }

    private static void Read(NpgsqlConnection connection, Table table, AccountCheck check)
    {
        using var row = connection.Query($"SELECT {table.Names} FROM {table.Name} ORDER BY {table.Order}");
        while (row.Read())
            check.Read(table, column => Value(row, column, table.Columns[column].Kind));
    }

    private static IReadOnlyList<string> DamagedSnapshots(Link link)
    {
        var check = new SnapshotCheck("To be rid of it: TRUNCATE snapshots.");
        try
        {
            using var row = link.Open().Query("SELECT bytes, digest FROM snapshots");
            while (row.Read())
                check.Read(row.Bytes(0), row.Bytes(1));
        }
        catch (PostgresException damage) when (PostgresErrors.IsOfAPage(damage))
        {
            check.CannotRead(damage.MessageText);
        }

        return check.Found;
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
