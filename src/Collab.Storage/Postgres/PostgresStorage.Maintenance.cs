using Npgsql;

namespace Collab.Storage.Postgres;

/// <summary>This part looks for damage that the logs do not show, and rewrites the tables.</summary>
public sealed partial class PostgresStorage
{
    /// <summary>Those in which words of people stand.</summary>
    private static readonly string[] TablesWithWords = ["events", "snapshots", "people", "sessions", "tokens", "passkeys", "ceremonies", "identities", "contacts"];

    // Its foreign keys hold what the tables say of each other; whoever doubts its indexes has amcheck.
    public Task<IReadOnlyList<string>> CheckAsync() => _access.RunAsync<IReadOnlyList<string>>(Effect.None, connection =>
    {
        List<string> found = [];
        using var row = connection.Query($"SELECT id FROM streams WHERE kind NOT IN ({StreamKind.InSql})");
        while (row.Read())
            found.Add(StreamKind.Lost(EventRow.Text(row.Bytes(0))));
        return found;
    });

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
            foreach (var table in TablesWithWords)
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
