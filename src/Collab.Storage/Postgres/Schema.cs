using Npgsql;
using Migration = Collab.Storage.Sqlite.Migration;

namespace Collab.Storage.Postgres;

/// <summary>
/// Brings a database to the newest schema, one step and one transaction at a time, after a backup was made of the older one. Nodes that
/// start at once do it once.
/// </summary>
internal static class Schema
{
    // Any number, the same in every version of the program.
    private const long Lock = 0x436F6C6C6162;

    /// <param name="connection">A connection without limits of time. The upgrade's lock is held until it is closed.</param>
    /// <param name="database">Its name.</param>
    /// <param name="migrations">All steps.</param>
    /// <param name="backups">The folder for the backup; null for none.</param>
    /// <exception cref="NewerSchemaException">A newer program wrote the database; it was left as it is.</exception>
    /// <exception cref="StorageUnavailableException">The backup cannot be written, or another node does not end its upgrade.</exception>
    public static void Upgrade(NpgsqlConnection connection, string database, IReadOnlyList<Migration> migrations, string? backups)
    {
        TakeLock(connection, database);
        var (found, known) = (Found(connection), migrations[^1].Version);
        if (found > known)
            throw new NewerSchemaException($"The database {database}", found, known);
        if (found > 0 && found < known && backups is not null)
        {
            UpgradeBackup.Write(
                Path.Combine(backups, $"collab.postgres.schema-{found}.backup"),
                $"The database {database}",
                found,
                file => Sqlite.Backup.Write(file, partial => Unload.Write(connection, partial, Migrations.SchemaOfBackup(found), Table.All, null)));
        }

        connection.Execute("SET lock_timeout = '60s'");
        foreach (var migration in migrations.Where(migration => migration.Version > found))
            Apply(connection, migration);
    }

    /// <summary>Changes nothing.</summary>
    /// <exception cref="NewerSchemaException">A newer program wrote the database.</exception>
    /// <exception cref="StorageUnavailableException">It is empty or older.</exception>
    public static void DemandNewest(NpgsqlConnection connection, string database, IReadOnlyList<Migration> migrations)
    {
        var (found, known) = (Found(connection), migrations[^1].Version);
        if (found > known)
            throw new NewerSchemaException($"The database {database}", found, known);
        if (found < known)
        {
            throw new StorageUnavailableException(found == 0
                ? $"There is no data in the database {database}. Start the server once, or restore a backup into it."
                : $"The database {database} has the older schema {found}. Start the server once to upgrade it, or use the program that wrote it.");
        }
    }

    /// <summary>The schema version of the database; 0 when it is empty.</summary>
    public static int Found(NpgsqlConnection connection)
    {
        using (var there = connection.Query("SELECT to_regclass('schema_version') IS NOT NULL"))
        {
            if (!there.Read() || !there.GetBoolean(0))
                return 0;
        }

        using var row = connection.Query("SELECT version FROM schema_version");
        return row.Read() ? row.GetInt32(0) : 0;
    }

    private static void TakeLock(NpgsqlConnection connection, string database)
    {
        try
        {
            // A backup of much data takes its time. The lock of a node that dies goes with its connection.
            connection.Execute("SET lock_timeout = '1h'");
            connection.Execute("SELECT pg_advisory_lock($1)", Lock);
        }
        catch (PostgresException x) when (x.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new StorageUnavailableException($"Another node has been upgrading the database {database} for an hour. Look at it or stop it, then start this one again.", x);
        }
    }

    private static void Apply(NpgsqlConnection connection, Migration migration)
    {
        using var transaction = connection.BeginTransaction();
        if (migration.Version == 1)
            connection.Execute("CREATE TABLE schema_version (version integer NOT NULL); INSERT INTO schema_version VALUES (0)");
        connection.Execute(migration.Sql);
        connection.Execute("UPDATE schema_version SET version = $1", migration.Version);
        transaction.Commit();
    }
}
