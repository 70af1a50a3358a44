using System.Text.RegularExpressions;
using Collab.Domain.Planting;
using Collab.Storage.Erasures;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Collab.Storage.Sqlite;

/// <summary>This part copies the data and puts a copy back.</summary>
public sealed partial class SqliteStorage
{
    private const int PieceBytes = 1024 * 1024, PageBytes = 4096;

    public Task BackupAsync(string file, IProgress<BackupProgress>? progress = null) => BackupAsync(_folder.Path, file, progress);

    /// <summary>
    /// The same of a data folder that another process may have open: SQLite has each see what the other has committed. Whoever asks for a
    /// backup writes it, and needs nothing of the server.
    /// </summary>
    /// <inheritdoc cref="IStorage.BackupAsync" path="/exception"/>
    public static Task BackupAsync(string dataFolder, string file, IProgress<BackupProgress>? progress) => OnOwnThread(() =>
    {
        var database = DataFolder.DatabaseIn(Path.GetFullPath(dataFolder));
        using var source = Database.OpenReader(database);
        Backup.Write(source, database, file, progress);
        return true;
    });

    /// <summary>
    /// Puts a backup into a data folder that has no database yet, and gives every stream a new epoch, so that readers of the log before
    /// it learn that it is another. The lists of erasures are put there before it: who opens the folder finds what is still to be erased.
    /// The file is written anew: in unused parts of its pages former rows may stand, which no erasure would reach.
    /// </summary>
    /// <param name="erasures">Lists of erasures beside the one that is in the folder.</param>
    /// <returns>What of the logs did not come back.</returns>
    /// <exception cref="IOException">The folder has a database already, or a file cannot be read or written.</exception>
    /// <exception cref="DataFolderInUseException">Another process has the folder open.</exception>
    /// <exception cref="NewerSchemaException">A newer program wrote the backup.</exception>
    /// <exception cref="StorageUnavailableException">The disk is full, read-only or failing.</exception>
    /// <exception cref="InvalidDataException">The file is no backup of this program, or a list is none.</exception>
    public static RestoredLogs Restore(string file, string dataFolder, IProgress<BackupProgress>? progress = null, params IEnumerable<string> erasures) =>
        Restore(file, dataFolder, progress, erasures, Compact);

    /// <summary>The same as it is, to be read for a while: damage stays where it was.</summary>
    /// <inheritdoc cref="Restore(string, string, IProgress{BackupProgress}, IEnumerable{string})" path="/exception"/>
    public static RestoredLogs Unpack(string file, string dataFolder, IProgress<BackupProgress>? progress = null) => Restore(file, dataFolder, progress, [], _ => { });

    private static RestoredLogs Restore(string file, string dataFolder, IProgress<BackupProgress>? progress, IEnumerable<string> erasures, Action<string> tidy)
    {
        using var folder = DataFolder.Open(dataFolder);
        if (File.Exists(folder.Database))
            throw new IOException($"{folder.Path} has a database already. Restore into an empty folder.");
        var restoring = folder.File("collab.db.restoring");
        File.Delete(restoring);
        try
        {
            Copy(file, restoring, progress);
            var (heads, logs) = ChangeEpochs(restoring, file);
            tidy(restoring);
            foreach (var list in erasures)
                ErasureList.Of(folder.Path).AddFrom(list);

            // Left behind by a database that somebody moved away, SQLite would play it into this one, and its heads would be missed.
            File.Delete(folder.Database + "-wal");
            File.Delete(folder.Database + "-shm");
            File.Delete(HeadAnchors.Of(folder.Database));
            SqliteNoteIndex.Delete(folder.File(IndexFile));
            using (var anchors = new HeadAnchors(HeadAnchors.Of(folder.Database)))
                heads.ForEach(anchors.Write);
            File.Move(restoring, folder.Database);
            return logs;
        }
        catch (Exception x)
        {
            File.Delete(restoring);
            if (StorageErrors.Translate(x) is var refusal && refusal != x)
                throw refusal;
            throw;
        }
    }

    /// <summary>
    /// The copies of the whole database that an upgrade, or a restore that was cut short, has left in the data folder, and those of an
    /// upgrade in the folder that is named for them.
    /// </summary>
    private void DeleteCopies()
    {
        try
        {
            Delete(_folder.Path, OfARestore);
            Delete(_folder.Path, OfAnUpgrade);
            if (_backups is not null && Directory.Exists(_backups))
                Delete(_backups, OfAnUpgrade);
        }
        catch (Exception x) when (x is IOException or UnauthorizedAccessException)
        {
            throw new StorageUnavailableException($"It is erased, but a copy from before cannot be deleted ({x.Message}). Delete it, and erase again.", x);
        }
    }

    // Only what the program itself makes: an operator's own copies may lie beside it.
    private void Delete(string folder, Regex names)
    {
        var begin = Path.GetFileName(_folder.Database);
        foreach (var file in Directory.EnumerateFiles(folder).Where(file => Path.GetFileName(file) is var name && name.StartsWith(begin, StringComparison.Ordinal) && names.IsMatch(name[begin.Length..])))
            File.Delete(file);
    }

    [GeneratedRegex(@"^\.schema-[0-9]+\.backup(\.partial)?\z")]
    private static partial Regex OfAnUpgrade { get; }

    [GeneratedRegex(@"^\.restoring(\.compacted)?(-journal|-wal|-shm)?\z")]
    private static partial Regex OfARestore { get; }

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

    /// <summary>The heads under the new epochs, also of streams that are gone altogether, and what they say of the logs.</summary>
    private static (List<Head> Heads, RestoredLogs Logs) ChangeEpochs(string restoring, string file)
    {
        using var database = Database.Open(restoring, raw.SQLITE_OPEN_READWRITE);
        var (found, known) = (VersionOfBackup(database, file), Migration.All[^1].Version);
        if (found > known)
            throw new NewerSchemaException(file, found, known);
        database.Execute("PRAGMA synchronous = FULL");
        var (noted, before) = (BackupHeads.Take(database), StreamRow.Heads(database).ToDictionary(head => head.StreamKey));
        if (!Planted.Is(Defect.EpochKeptByRestore))
            database.Execute("UPDATE streams SET epoch = randomblob(16)");
        var after = StreamRow.Heads(database).ToDictionary(head => head.StreamKey);
        List<Head> heads = [];
        List<string> lost = [];
        foreach (var head in noted ?? [])
        {
            if (before.TryGetValue(head.StreamKey, out var there) && after.TryGetValue(head.StreamKey, out var renewed))
            {
                // Of another epoch it is another log's: an older program has restored the file in between.
                if (!there.Epoch.Span.SequenceEqual(head.Epoch.Span))
                    continue;
                heads.Add(head with { Epoch = renewed.Epoch });
                if (head.Seq > there.Seq)
                    lost.Add($"The log {StreamRow.Id(database, head.StreamKey)} had {head.Seq} events when the backup was made, and has {there.Seq}.");
            }
            else if (StreamRow.Id(database, head.StreamKey) is null)
            {
                heads.Add(head);
                lost.Add(StreamKind.Gone(head.StreamKey));
            }
        }

        return (heads, new RestoredLogs(noted is not null, lost));
    }

    private static void Compact(string restoring)
    {
        try
        {
            if (TryCompact(restoring))
                return;
            using (var database = Database.Open(restoring, raw.SQLITE_OPEN_READWRITE))
                Snapshots.Abandon(database);
            TryCompact(restoring);
        }
        catch (SqliteException x) when (StorageErrors.IsDamage(x))
        {
            // Whoever restores a damaged backup wants what is left of it.
        }
    }

    private static bool TryCompact(string restoring)
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
            return true;
        }
        catch (SqliteException x) when (StorageErrors.IsDamage(x))
        {
            return false;
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
