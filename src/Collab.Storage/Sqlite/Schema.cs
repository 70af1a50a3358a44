using Collab.Domain.Planting;

namespace Collab.Storage.Sqlite;

/// <summary>Brings a database to the newest schema, one step and one transaction at a time, after a copy was made of the older one.</summary>
internal static class Schema
{
    /// <param name="database">The database, to be written to.</param>
    /// <param name="file">Where it is.</param>
    /// <param name="migrations">All steps.</param>
    /// <param name="backups">The folder for the copy; null for none.</param>
    /// <exception cref="NewerSchemaException">A newer program wrote the file.</exception>
    /// <exception cref="StorageUnavailableException">The copy cannot be written.</exception>
    public static void Upgrade(Database database, string file, IReadOnlyList<Migration> migrations, string? backups)
    {
        var known = migrations[^1].Version;
        var found = Version(database);
        if (found > known)
            throw new NewerSchemaException(file, found, known);
        if (found > 0 && found < known && backups is not null && !Planted.Is(Defect.UpgradeWithoutBackup))
            UpgradeBackup.Write(Path.Combine(backups, $"{Path.GetFileName(file)}.schema-{found}.backup"), file, found, copy => Backup.Write(database, file, copy, null));

        foreach (var migration in migrations)
        {
            if (migration.Version > found)
                Apply(database, migration);
        }
    }

    /// <summary>The schema version of the file; 0 when it is empty.</summary>
    public static int Version(Database database)
    {
        using var table = database.Prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema'");
        if (!table.Step())
            return 0;
        using var row = database.Prepare("SELECT version FROM schema");
        return row.Step() ? (int)row.Number(0) : 0;
    }

    private static void Apply(Database database, Migration migration) => database.Transact(() =>
    {
        if (migration.Version == 1)
            database.Execute("CREATE TABLE schema (version INTEGER NOT NULL) STRICT; INSERT INTO schema VALUES (0)");
        database.Execute(migration.Sql);
        database.Execute($"UPDATE schema SET version = {migration.Version}");
    });
}
