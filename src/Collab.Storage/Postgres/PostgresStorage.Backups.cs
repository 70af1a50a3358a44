using Collab.Storage.Erasures;
using Collab.Storage.Sqlite;
using SQLitePCL;

namespace Collab.Storage.Postgres;

/// <summary>This part copies the data and puts a copy into a database.</summary>
public sealed partial class PostgresStorage
{
    public Task BackupAsync(string file, IProgress<BackupProgress>? progress = null) => OnOwnThread(() =>
    {
        try
        {
            Copy(Table.All);
        }
        catch (StorageDamagedException)
        {
            // Of the snapshots it may be: they are made again.
            Copy([.. Table.All.Where(table => table.Name != "snapshots")]);
        }

        return true;

        void Copy(IReadOnlyList<Table> tables)
        {
            using var link = new Link(ConnectionSettings.ForLongWork(_settings));
            var connection = link.Open();
            // What is wrong with the file itself is none of the database's.
            Backup.Write(file, partial => DemandWhole(_settings, () => Unload.Write(connection, partial, Migration.All[^1].Version, tables, progress)));
        }
    });

    /// <summary>
    /// Puts a backup of any storage into a database that holds nothing yet, and gives every stream a new epoch, so that readers of the log
    /// before it learn that it is another.
    /// </summary>
    /// <param name="erasures">Lists of erasures: the database has them with the data, and whichever node opens it finds what is still to be erased.</param>
    /// <returns>What of the logs did not come back.</returns>
    /// <exception cref="IOException">The database is not empty, or the backup cannot be read.</exception>
    /// <exception cref="NewerSchemaException">A newer program wrote the backup, or the database.</exception>
    /// <exception cref="StorageUnavailableException">The database cannot be reached, or refuses.</exception>
    /// <exception cref="InvalidDataException">The file is no backup of this program.</exception>
    public static RestoredLogs Restore(string file, string connectionString, IProgress<BackupProgress>? progress = null, params IEnumerable<string> erasures)
    {
        var settings = ConnectionSettings.Parse(connectionString);
        using var link = new Link(ConnectionSettings.ForLongWork(settings));
        var connection = link.Open();

        // An older backup is upgraded in a copy first.
        using var scratch = new ScratchFolder("restore");
        var folder = scratch.Path;
        var logs = SqliteStorage.Unpack(file, folder);
        var list = ErasureList.Of(folder);
        foreach (var other in erasures)
            list.AddFrom(other);
        DemandWhole(settings, () =>
        {
            // One with older data is not upgraded, only to be refused because it is not empty.
            if (Schema.Found(connection) > 0)
                Schema.DemandNewest(connection, ConnectionSettings.Name(settings), Migrations.All);
            else
                Schema.Upgrade(connection, ConnectionSettings.Name(settings), Migrations.All, backups: null);
            var copy = DataFolder.DatabaseIn(folder);
            using var source = Database.Open(copy, raw.SQLITE_OPEN_READWRITE);
            Sqlite.Schema.Upgrade(source, copy, Migration.All, backups: null);
            Snapshots.Abandon(source);
            foreach (var erasure in list.Read())
                source.Prepare("INSERT OR IGNORE INTO settings (key, value) VALUES (?1, ?2)").Bind(1, ErasureList.Key(erasure)).Bind(2, ErasureList.Serialize(erasure)).Run();
            Load.Read(connection, source, HeadAnchors.ReadAll(HeadAnchors.Of(copy)), progress);
        });
        return logs;
    }

    /// <summary>Runs long work that keeps nobody waiting.</summary>
    private static Task<T> OnOwnThread<T>(Func<T> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    // Both databases may fail.
    private static void DemandWhole(Npgsql.NpgsqlConnectionStringBuilder settings, Action work) => Demand(settings, () =>
    {
        try
        {
            work();
        }
        catch (Exception x) when (StorageErrors.Translate(x) is var refusal && refusal != x)
        {
            throw refusal;
        }
    });
}
