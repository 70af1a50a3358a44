using Collab.Domain.Events;
using Collab.Storage.Sqlite;
using static Collab.Storage.Tests.Drafts;

namespace Collab.Storage.Tests.Sqlite;

/// <summary>What only a data folder has to do with.</summary>
public sealed class SqliteStorageTests : IDisposable
{
    private const string Stream = "d.resolution";
    private readonly TemporaryFolder _folder = new();

    private string Data => _folder.File("data");

    private string DatabaseFile => Path.Combine(Data, "collab.db");

    [Fact]
    public async Task A_file_of_a_newer_schema_is_refused_and_left_byte_for_byte()
    {
        await WriteAsync(Data);
        using (var database = Database.OpenWriter(DatabaseFile))
            database.Execute("UPDATE schema SET version = 99; PRAGMA wal_checkpoint(TRUNCATE)");
        var before = await File.ReadAllBytesAsync(DatabaseFile);
        Assert.Throws<NewerSchemaException>(() => SqliteStorage.Open(Data));
        Assert.Equal(before, await File.ReadAllBytesAsync(DatabaseFile));
        DataFolder.Open(Data).Dispose();
    }

    [Fact]
    public async Task What_an_old_database_left_in_the_folder_does_not_get_into_the_restored_one()
    {
        var written = await WriteAsync(Data);
        using (var storage = SqliteStorage.Open(Data))
            await storage.BackupAsync(_folder.File("copy"));
        Directory.CreateDirectory(_folder.File("restored"));
        using (var storage = SqliteStorage.Open(Data))
        {
            await storage.Log.AppendNextAsync(Stream, Many(3));
            File.Copy(DatabaseFile + "-wal", _folder.File("restored/collab.db-wal"));
            File.Copy(Path.Combine(Data, "collab.heads"), _folder.File("restored/collab.heads"));
        }

        SqliteStorage.Restore(_folder.File("copy"), _folder.File("restored"));
        using var restored = SqliteStorage.Open(_folder.File("restored"));
        Assert.Equal(written, await restored.Log.ReadAllAsync(Stream));
        await restored.Log.AppendNextAsync(Stream, Draft());
    }

    [Fact]
    public async Task A_file_that_is_no_backup_is_refused_and_leaves_the_folder_without_a_database()
    {
        await File.WriteAllTextAsync(_folder.File("letter.txt"), new string('A', 9000));
        Assert.Throws<InvalidDataException>(() => SqliteStorage.Restore(_folder.File("letter.txt"), Data));
        await File.WriteAllTextAsync(_folder.File("empty"), "");
        Assert.Throws<InvalidDataException>(() => SqliteStorage.Restore(_folder.File("empty"), Data));
        Assert.Empty(Directory.GetFiles(Data, "collab.db*"));
    }

    [Fact]
    public async Task The_writers_cache_is_full_after_a_quarter_of_an_hour_of_fifty_writes_a_second()
    {
        const int QuarterOfAnHour = 15 * 60 * 50, AtOnce = 500;
        using var storage = SqliteStorage.Open(Data);
        await storage.Log.CreateAsync(Stream, StreamKind.Document);

        var (first, later) = (await FillAsync(), await FillAsync());

        // It grows and is bounded: the second quarter adds less than one in a hundred.
        Assert.InRange(first, 8 << 20, 24 << 20);
        Assert.InRange(later, first * 0.99, first * 1.01);

        async Task<int> FillAsync()
        {
            for (var written = 0; written < QuarterOfAnHour; written += AtOnce)
                await storage.Log.AppendNextAsync(Stream, [.. Enumerable.Range(0, AtOnce).Select(i => Draft(clause: $"{i % 10} {new string('c', 20)}", actor: $"{i % 10} {new string('a', 20)}", payload: new string('p', 150)))]);
            return await storage.Writer.RunAsync(database =>
            {
                database.Check(SQLitePCL.raw.sqlite3_db_status(database.Handle, SQLitePCL.raw.SQLITE_DBSTATUS_CACHE_USED, out var used, out _, 0));
                return used;
            });
        }
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<StoredEvent[]> WriteAsync(string folder)
    {
        using var storage = SqliteStorage.Open(folder);
        await storage.Log.CreateAsync(Stream, StreamKind.Document);
        return await storage.Log.AppendNextAsync(Stream, Many(5));
    }
}
