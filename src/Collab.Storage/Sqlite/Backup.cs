using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Collab.Storage.Sqlite;

/// <summary>Copies a database while it is written to.</summary>
internal static class Backup
{
    private const int PagesAtOnce = 1024;

    /// <summary>Writes what is committed now to a new file.</summary>
    /// <exception cref="IOException">The file is there already, or cannot be written.</exception>
    public static void Write(Database source, string sourceFile, string file, IProgress<BackupProgress>? progress) => Write(file, partial =>
    {
        // Before the rows: what is anchored now is committed, so they reach at least as far.
        var anchored = HeadAnchors.ReadAll(HeadAnchors.Of(sourceFile));
        using var target = Database.Open(partial, raw.SQLITE_OPEN_READWRITE);
        target.Execute("PRAGMA synchronous = FULL");
        Copy(source, target, progress);
        WriteHeads(target, anchored);

        // The copy says WAL like its source; as one plain file it is easier to carry about.
        target.Execute("PRAGMA journal_mode = DELETE");
    });

    /// <summary>Makes a new file (0600), which appears under its name only when it is whole and on the disk.</summary>
    /// <param name="file">The file to make.</param>
    /// <param name="fill">Fills the empty file of another name that it is given.</param>
    /// <exception cref="IOException">The file is there already, or cannot be written.</exception>
    public static void Write(string file, Action<string> fill)
    {
        file = Path.GetFullPath(file);
        if (File.Exists(file))
            throw new IOException($"{file} is there already. Choose another name, or move it away.");
        var partial = file + ".partial";
        File.Delete(partial);
        DataFolder.CreateOwn(partial, FileMode.CreateNew).Dispose();
        try
        {
            fill(partial);
            File.Move(partial, file);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    private static void WriteHeads(Database target, IReadOnlyList<Head> anchored)
    {
        try
        {
            target.Transact(() => BackupHeads.Write(target, anchored));
        }
        catch (SqliteException x) when (StorageErrors.IsDamage(x))
        {
            // What is so damaged that nothing can be added is worth saving all the same.
        }
    }

    private static void Copy(Database source, Database target, IProgress<BackupProgress>? progress)
    {
        // One read transaction around all steps: without it every commit in between starts the copy over.
        source.Execute("BEGIN; SELECT count(*) FROM sqlite_schema");
        try
        {
            using var backup = raw.sqlite3_backup_init(target.Handle, "main", source.Handle, "main");
            if (backup is null || backup.IsInvalid)
                target.Check(raw.sqlite3_extended_errcode(target.Handle));
            int result;
            do
            {
                result = raw.sqlite3_backup_step(backup, PagesAtOnce);
                target.Check(result);
                long total = raw.sqlite3_backup_pagecount(backup);
                progress?.Report(new BackupProgress(total - raw.sqlite3_backup_remaining(backup), total));
            }
            while (result != raw.SQLITE_DONE);
        }
        finally
        {
            source.Execute("COMMIT");
        }
    }
}
