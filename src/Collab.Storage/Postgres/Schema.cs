using Npgsql;
using Migration = Collab.Storage.Sqlite.Migration;

namespace Collab.Storage.Postgres;

/// <summary>Brings a database to the newest schema, one step and one transaction at a time. Nodes that start at once do it once.</summary>
internal static class Schema
{
    // Any number, the same in every version of the program.
    private const long Lock = 0x436F6C6C6162;

    /// <exception cref="NewerSchemaException">A newer program wrote the database; it was left as it is.</exception>
    public static void Upgrade(NpgsqlConnection connection, string database, IReadOnlyList<Migration> migrations)
    {
        var known = migrations[^1].Version;
        while (true)
        {
            using var transaction = connection.BeginTransaction();
            connection.Execute("SET LOCAL lock_timeout = '60s'");
            connection.Execute("SELECT pg_advisory_xact_lock($1)", Lock);
            if (!IsThere(connection))
            {
                connection.Execute("CREATE TABLE schema_version (version integer NOT NULL)");
                connection.Execute("INSERT INTO schema_version VALUES (0)");
            }

            var found = Version(connection);
            if (found > known)
                throw new NewerSchemaException($"The database {database}", found, known);
            if (migrations.FirstOrDefault(migration => migration.Version > found) is not { } next)
                return;
            connection.Execute(next.Sql);
            connection.Execute("UPDATE schema_version SET version = $1", next.Version);
            transaction.Commit();
        }
    }

    /// <summary>Changes nothing.</summary>
    /// <exception cref="NewerSchemaException">A newer program wrote the database.</exception>
    /// <exception cref="StorageUnavailableException">It is empty or older.</exception>
    public static void DemandNewest(NpgsqlConnection connection, string database, IReadOnlyList<Migration> migrations)
    {
        var (found, known) = (IsThere(connection) ? Version(connection) : 0, migrations[^1].Version);
        if (found > known)
            throw new NewerSchemaException($"The database {database}", found, known);
        if (found < known)
        {
            throw new StorageUnavailableException(found == 0
                ? $"There is no data in the database {database}. Start the server once, or restore a backup into it."
                : $"The database {database} has the older schema {found}. Start the server once to upgrade it, or use the program that wrote it.");
        }
    }

    private static bool IsThere(NpgsqlConnection connection)
    {
        using var row = connection.Query("SELECT to_regclass('schema_version') IS NOT NULL");
        return row.Read() && row.GetBoolean(0);
    }

    private static int Version(NpgsqlConnection connection)
    {
        using var row = connection.Query("SELECT version FROM schema_version");
        return row.Read() ? row.GetInt32(0) : 0;
    }
}
