using Npgsql;
using Migration = Collab.Storage.Sqlite.Migration;

namespace Collab.Storage.Postgres;

/// <summary>Brings a database to the newest schema, one step and one transaction at a time. Nodes that start at once do it once.</summary>
internal static class Schema
{
    // Any number, the same in every version of the program.
    private const long Lock = 0x436F6C6C6162;

    /// <exception cref="NewerSchemaException">A newer program wrote the database; it was left as it is.</exception>
    public static void Upgrade(NpgsqlConnection connection, IReadOnlyList<Migration> migrations)
    {
        var known = migrations[^1].Version;
        while (true)
        {
            using var transaction = connection.BeginTransaction();
            connection.Execute("SELECT pg_advisory_xact_lock($1)", Lock);
            var found = Version(connection);
            if (found > known)
                throw new NewerSchemaException($"The database {connection.Database}", found, known);
            if (migrations.FirstOrDefault(migration => migration.Version > found) is not { } next)
                return;
            connection.Execute(next.Sql);
            connection.Execute("UPDATE schema_version SET version = $1", next.Version);
            transaction.Commit();
        }
    }

    /// <summary>The schema version of the database; 0 when it is empty.</summary>
    private static int Version(NpgsqlConnection connection)
    {
        using (var there = connection.Query("SELECT to_regclass('schema_version') IS NOT NULL"))
        {
            if (there.Read() && !there.GetBoolean(0))
            {
                there.Close();
                connection.Execute("CREATE TABLE schema_version (version integer NOT NULL)");
                connection.Execute("INSERT INTO schema_version VALUES (0)");
            }
        }

        using var row = connection.Query("SELECT version FROM schema_version");
        return row.Read() ? row.GetInt32(0) : 0;
    }
}
