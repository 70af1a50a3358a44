using Collab.Domain.Planting;
using Collab.Storage.Erasures;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Collab.Storage.Sqlite;

/// <summary>This part copies the data and puts a copy back.</summary>
public sealed partial class SqliteStorage
{
    private const int PieceBytes = 1024 * 1024, PageBytes = 4096;

    public Task BackupAsync(string file, IProgress<BackupProgress>? progress = null) => OnOwnThread(() =>
    {
        using var source = Database.OpenReader(_folder.Database);
        Backup.Write(source, file, progress);
        return true;
    });

    /// <summary>
    /// Puts a backup into a data folder that has no database yet, and gives every stream a new epoch, so that readers of the log before
    /// it learn that it is another. The lists of erasures are put there before it: who opens the folder finds what is still to be erased.
    /// The file is written anew: in unused parts of its pages former rows may stand, which no erasure would reach.
    /// </summary>
    /// <param name="erasures">Lists of erasures beside the one that is in the folder.</param>
    /// <exception cref="IOException">The folder has a database already, or a file cannot be read or written.</exception>
    /// <exception cref="DataFolderInUseException">Another process has the folder open.</exception>
    /// <exception cref="NewerSchemaException">A newer program wrote the backup.</exception>
    /// <exception cref="StorageUnavailableException">The disk is full, read-only or failing.</exception>
    /// <exception cref="InvalidDataException">The file is no backup of this program, or a list is none.</exception>
    public static void Restore(string file, string dataFolder, IProgress<BackupProgress>? progress = null, params IEnumerable<string> erasures) =>
        Restore(file, dataFolder, progress, erasures, Compact);

    /// <summary>The same as it is, to be read for a while: damage stays where it was.</summary>
    /// <inheritdoc cref="Restore(string, string, IProgress{BackupProgress}, IEnumerable{string})" path="/exception"/>
    public static void Unpack(string file, string dataFolder, IProgress<BackupProgress>? progress = null) => Restore(file, dataFolder, progress, [], _ => { });

    private static void Restore(string file, string dataFolder, IProgress<BackupProgress>? progress, IEnumerable<string> erasures, Action<string> tidy)
    {
        using var folder = DataFolder.Open(dataFolder);
        if (File.Exists(folder.Database))
            throw new IOException($"{folder.Path} has a database already. Restore into an empty folder.");
        var restoring = folder.File("collab.db.restoring");
        File.Delete(restoring);
        try
        {
            Copy(file, restoring, progress);
            if (!Planted.Is(Defect.EpochKeptByRestore))
                ChangeEpochs(restoring, file);
            tidy(restoring);
            foreach (var list in erasures)
                ErasureList.Of(folder.Path).AddFrom(list);

            // Left behind by a database that somebody moved away, SQLite would play it into this one, and its heads would be missed.
            File.Delete(folder.Database + "-wal");
            File.Delete(folder.Database + "-shm");
            File.Delete(folder.File(HeadsFile));
            SqliteNoteIndex.Delete(folder.File(IndexFile));
            File.Move(restoring, folder.Database);
        }
        catch (Exception x)
        {
            File.Delete(restoring);
            if (StorageErrors.Translate(x) is var refusal && refusal != x)
                throw refusal;
            throw;
        }
    }

    /// <summary>The copies of the whole database that an upgrade, or a restore that was cut short, has left in the data folder.</summary>
    private void DeleteCopies()
    {
        try
        {
            // Not by a pattern: "collab.db.*" is the database itself too.
            foreach (var file in Directory.EnumerateFiles(_folder.Path).Where(file => file.StartsWith(_folder.Database + ".", StringComparison.Ordinal)))
                File.Delete(file);
        }
        catch (Exception x) when (x is IOException or UnauthorizedAccessException)
        {
            throw new StorageUnavailableException($"It is erased, but a copy from before cannot be deleted ({x.Message}). Delete it, and erase again.", x);
        }
    }

    /// <summary>Runs long work that keeps neither the writer nor a reader waiting.</summary>
    private static Task<T> OnOwnThread<T>(Func<T> work) => Task.Factory.StartNew(
        () =>
        {
            try
            {
                return work();
            }
            catch (Exception x) when (StorageErrors.Translate(x) is var refusal && refusal != x)
            {
                throw refusal;
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private static void Copy(string file, string to, IProgress<BackupProgress>? progress)
    {
        using var source = File.OpenRead(file);
        using var target = DataFolder.Create(to, FileMode.CreateNew);
        var piece = new byte[PieceBytes];
        for (int read; (read = source.Read(piece)) > 0;)
        {
            target.Write(piece, 0, read);
            progress?.Report(new BackupProgress(target.Length / PageBytes, Math.Max(target.Length, source.Length) / PageBytes));
        }

        target.Flush(flushToDisk: true);
    }

    private static void ChangeEpochs(string restoring, string file)
    {
        using var database = Database.Open(restoring, raw.SQLITE_OPEN_READWRITE);
        var (found, known) = (VersionOfBackup(database, file), Migration.All[^1].Version);
        if (found > known)
            throw new NewerSchemaException(file, found, known);
        database.Execute("PRAGMA synchronous = FULL");
        database.Execute("UPDATE streams SET epoch = randomblob(16)");
    }

    private static void Compact(string restoring)
    {
        var compacted = restoring + ".compacted";
        File.Delete(compacted);
        DataFolder.Create(compacted, FileMode.CreateNew).Dispose();
        try
        {
            using (var database = Database.Open(restoring, raw.SQLITE_OPEN_READWRITE))
            {
                // The new file takes this over: its pages are split too while it is written.
                database.Execute("PRAGMA secure_delete = ON");
                database.Prepare("VACUUM INTO ?1").Bind(1, compacted).Run();
            }

            using (var whole = File.OpenHandle(compacted, access: FileAccess.ReadWrite))
                RandomAccess.FlushToDisk(whole);
            File.Move(compacted, restoring, overwrite: true);
        }
        catch (SqliteException x) when (StorageErrors.IsDamage(x))
        {
            // Whoever restores a damaged backup wants what is left of it.
        }
        finally
        {
            File.Delete(compacted);
        }
    }

    private static int VersionOfBackup(Database database, string file)
    {
        try
        {
            return Schema.Version(database) is > 0 and var version ? version : throw new InvalidDataException($"{file} is no backup of this program.");
        }
        catch (SqliteException x)
        {
            throw new InvalidDataException($"{file} is no backup of this program, or it is damaged.", x);
        }
    }
}
