using Collab.Domain.Events;
using Collab.Storage.Sqlite;
using static Collab.Storage.Tests.Drafts;

namespace Collab.Storage.Tests.Sqlite;

public sealed class SqliteStorageTests : IDisposable
{
    private const string Stream = "d.resolution";
    private static readonly Migration Next = new(Migration.All[^1].Version + 1, "ALTER TABLE streams ADD COLUMN remark TEXT; UPDATE streams SET remark = 'new'");
    private readonly TemporaryFolder _folder = new();

    private string Data => _folder.File("data");

    private string DatabaseFile => Path.Combine(Data, "collab.db");

    [Fact]
    public async Task Data_of_a_newer_schema_is_refused_and_left_as_it_is()
    {
        await WriteAsync(Data);
        using (var database = Database.OpenWriter(DatabaseFile))
            database.Execute("UPDATE schema SET version = 99; PRAGMA wal_checkpoint(TRUNCATE)");
        var before = await File.ReadAllBytesAsync(DatabaseFile);
        var refused = Assert.Throws<NewerSchemaException>(() => SqliteStorage.Open(Data));
        Assert.Equal((99, Migration.All[^1].Version), (refused.Found, refused.Known));
        Assert.Equal(before, await File.ReadAllBytesAsync(DatabaseFile));
        DataFolder.Open(Data).Dispose();
    }

    [Fact]
    public async Task Older_data_is_upgraded_after_a_backup_was_made_beside_it()
    {
        var written = await WriteAsync(Data);
        for (var time = 0; time < 2; time++)
        {
            using var upgraded = SqliteStorage.Open(Data, [.. Migration.All, Next]);
            Assert.Equal(written, await upgraded.Log.ReadAllAsync(Stream));
        }

        var backup = Assert.Single(Directory.GetFiles(Data, "*.backup"));
        Assert.Equal($"{DatabaseFile}.schema-{Migration.All[^1].Version}.backup", backup);
        SqliteStorage.Restore(backup, _folder.File("restored"));
        using var restored = SqliteStorage.Open(_folder.File("restored"));
        Assert.Equal(written, await restored.Log.ReadAllAsync(Stream));
        Assert.Throws<NewerSchemaException>(() => SqliteStorage.Open(Data));
    }

    [Fact]
    public async Task An_upgrade_that_fails_leaves_the_older_data_to_the_older_program_and_can_be_tried_again()
    {
        var written = await WriteAsync(Data);
        var failing = Next with { Sql = Next.Sql + "; INSERT INTO nowhere VALUES (1)" };
        Assert.ThrowsAny<Exception>(() => SqliteStorage.Open(Data, [.. Migration.All, failing]));
        using (var older = SqliteStorage.Open(Data))
            Assert.Equal(written, await older.Log.ReadAllAsync(Stream));
        using var newer = SqliteStorage.Open(Data, [.. Migration.All, Next]);
        Assert.Equal(written, await newer.Log.ReadAllAsync(Stream));
    }

    [Fact]
    public async Task A_backup_under_load_is_an_exact_prefix_with_all_that_was_acknowledged_before()
    {
        const int streams = 4;
        using var storage = SqliteStorage.Open(Data);
        for (var s = 0; s < streams; s++)
            await storage.Log.CreateAsync($"d.{s}", StreamKind.Document);
        using var stop = new CancellationTokenSource();
        var acknowledged = new long[streams];
        var warm = new CountdownEvent(streams);
        var writers = Enumerable.Range(0, streams).Select(s => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var events = await storage.Log.AppendNextAsync($"d.{s}", Draft(payload: new string('x', 20_000)), Draft());
                Volatile.Write(ref acknowledged[s], events[^1].Seq);
                if (events[0].Seq == 101)
                    warm.Signal();
            }
        })).ToArray();
        Assert.True(warm.Wait(TimeSpan.FromSeconds(60)));

        var atLeast = acknowledged.ToArray();
        var progress = new Steps();
        var file = _folder.File("copy.backup");
        await storage.BackupAsync(file, progress);
        await stop.CancelAsync();
        await Task.WhenAll(writers);

        Assert.True(progress.Reported.Count > 1, "The backup was one step: nothing could come between.");
        Assert.Single(progress.Reported.Select(step => step.PagesTotal).Distinct());
        Assert.Equal(progress.Reported[^1].PagesTotal, progress.Reported[^1].PagesDone);
        Assert.Equal([file], Directory.GetFiles(_folder.Path));
        SqliteStorage.Restore(file, _folder.File("restored"));
        using var restored = SqliteStorage.Open(_folder.File("restored"));
        for (var s = 0; s < streams; s++)
        {
            var (all, copied) = (await storage.Log.ReadAllAsync($"d.{s}"), await restored.Log.ReadAllAsync($"d.{s}"));
            Assert.InRange(copied.Count, atLeast[s], all.Count);
            Assert.Equal(0, copied.Count % 2);
            Assert.Equal(all.Take(copied.Count), copied);
        }
    }

    [Fact]
    public async Task A_restored_stream_has_another_epoch_and_the_same_chain()
    {
        var written = await WriteAsync(Data);
        StreamInfo before;
        using (var storage = SqliteStorage.Open(Data))
        {
            before = (await storage.Log.FindAsync(Stream))!;
            await storage.Log.CreateAsync("d.other", StreamKind.Document);
            await storage.BackupAsync(_folder.File("copy"));
        }

        SqliteStorage.Restore(_folder.File("copy"), _folder.File("restored"));
        using var restored = SqliteStorage.Open(_folder.File("restored"));
        var after = await restored.Log.FindAsync(Stream);
        Assert.NotEqual(before.Epoch, after!.Epoch);
        Assert.Matches("^[0-9a-f]{32}$", after.Epoch);
        Assert.NotEqual(after.Epoch, (await restored.Log.FindAsync("d.other"))!.Epoch);
        Assert.Equal(before.HeadHash.ToArray(), after.HeadHash.ToArray());
        Assert.Equal(written, await restored.Log.ReadAllAsync(Stream));
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
    public async Task Neither_a_backup_nor_a_restore_overwrites_anything()
    {
        await WriteAsync(Data);
        using (var storage = SqliteStorage.Open(Data))
        {
            await storage.BackupAsync(_folder.File("copy"));
            await Assert.ThrowsAsync<IOException>(() => storage.BackupAsync(_folder.File("copy")));
        }

        var before = await File.ReadAllBytesAsync(DatabaseFile);
        Assert.Throws<IOException>(() => SqliteStorage.Restore(_folder.File("copy"), Data));
        Assert.Equal(before, await File.ReadAllBytesAsync(DatabaseFile));
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

    public void Dispose() => _folder.Dispose();

    private static async Task<StoredEvent[]> WriteAsync(string folder)
    {
        using var storage = SqliteStorage.Open(folder);
        await storage.Log.CreateAsync(Stream, StreamKind.Document);
        return await storage.Log.AppendNextAsync(Stream, Many(5));
    }

    private sealed class Steps : IProgress<BackupProgress>
    {
        public List<BackupProgress> Reported { get; } = [];

        public void Report(BackupProgress value) => Reported.Add(value);
    }
}
