using System.Globalization;
using System.Text;
using Collab.Domain.Events;
using Collab.Storage.Accounts;
using Collab.Storage.Sqlite;
using static Collab.Storage.Tests.Drafts;

namespace Collab.Storage.Tests.Sqlite;

/// <summary>A page of a table is gone. Of the snapshots nothing is lost by it, and no other table is hurt by any.</summary>
public sealed class SqliteLostPageTests : IDisposable
{
    private const int Streams = 6, Hurt = 3, Newest = 5;

    private readonly SqlitePlace _place = new();

    public static TheoryData<bool> RootOrOverflow => [true, false];

    public void Dispose() => _place.Dispose();

    [Theory]
    [MemberData(nameof(RootOrOverflow))]
    public async Task Of_snapshots_the_log_is_read_without_them_and_the_next_one_is_saved_beside_what_others_write(bool root)
    {
        await WriteAsync(root);
        using var storage = SqliteStorage.Open(_place.Data);
        for (var s = 0; s < Streams; s++)
        {
            Assert.Equal(2, (await storage.Log.ReadAllAsync(Id(s))).Count);
            Assert.Equal(!root && s != Hurt, await storage.Log.ReadSnapshotAsync(Id(s)) is not null);
            if (root)
                Assert.Null(await storage.Log.FindSnapshotAsync(Id(s)));
        }

        await Assert.ThrowsAsync<StreamNotFoundException>(() => storage.Log.ReadSnapshotAsync("d.none"));
        Assert.Contains(await storage.CheckAsync(), sentence => sentence.StartsWith("The table snapshots cannot be read (", StringComparison.Ordinal) && sentence.Contains("Nothing is lost by it", StringComparison.Ordinal));

        // All of them at once, so that they share a transaction.
        var blocked = new TaskCompletionSource();
        var first = storage.Writer.RunAsync(_ => { blocked.Task.Wait(); return true; });
        List<Task> together = [.. Enumerable.Range(0, Streams).SelectMany(s => (Task[])[storage.Log.AppendNextAsync(Id(s), Draft()), storage.Log.SaveSnapshotAsync(Id(s), Newer(s))])];
        blocked.SetResult();
        await first;
        await Task.WhenAll(together);
        for (var s = 0; s < Streams; s++)
            Assert.Equal(3, (await storage.Log.ReadAllAsync(Id(s))).Count);
        Assert.NotNull(await storage.Log.FindSnapshotAsync(Id(Hurt)));

        static Snapshot Newer(int s) => new(1, new byte[32], 1, Encoding.UTF8.GetBytes($"new {s}"));
    }

    [Fact]
    public async Task Where_the_table_of_snapshots_goes_by_another_name_what_others_write_is_written()
    {
        await WriteAsync(root: true);
        using var storage = SqliteStorage.Open(_place.Data);
        await storage.Writer.RunAsync(database => { database.Execute("ALTER TABLE snapshots RENAME TO snapshotz"); return true; });
        var blocked = new TaskCompletionSource();
        var first = storage.Writer.RunAsync(_ => { blocked.Task.Wait(); return true; });
        var saved = storage.Log.SaveSnapshotAsync(Id(0), new Snapshot(1, new byte[32], 1, new byte[1]));
        List<Task> together = [.. Enumerable.Range(0, Streams).Select(s => (Task)storage.Log.AppendNextAsync(Id(s), Draft()))];
        blocked.SetResult();
        await first;
        await Task.WhenAll(together);
        await Assert.ThrowsAsync<StorageDamagedException>(() => saved);
    }

    [Theory]
    [MemberData(nameof(RootOrOverflow))]
    public async Task M265_Of_snapshots_what_is_erased_is_gone_from_the_pages_that_are_left_too(bool root)
    {
        await WriteAsync(root);
        using var storage = SqliteStorage.Open(_place.Data);
        Assert.Contains("<word 3>", Content(), StringComparison.Ordinal);
        await storage.Log.EraseAsync(Id(Hurt), [1, 2]);
        Assert.DoesNotContain("<word 3>", Content(), StringComparison.Ordinal);
        Assert.Empty(await storage.CheckAsync());
        await storage.Log.SaveSnapshotAsync(Id(0), new Snapshot(1, new byte[32], 1, new byte[1]));
        Assert.Equal(2, (await storage.Log.ReadAllAsync(Id(0))).Count);
    }

    [Theory]
    [MemberData(nameof(RootOrOverflow))]
    public async Task Of_snapshots_a_backup_that_is_restored_is_whole_again(bool root)
    {
        await WriteAsync(root);
        var backup = _place.File("backup");
        await SqliteStorage.BackupAsync(_place.Data, backup, null);
        var elsewhere = _place.File("elsewhere");
        SqliteStorage.Restore(backup, elsewhere);
        using var restored = SqliteStorage.Open(elsewhere);
        Assert.Empty(await restored.CheckAsync());
        Assert.Equal(2, (await restored.Log.ReadAllAsync(Id(Hurt))).Count);
        await restored.Log.SaveSnapshotAsync(Id(Hurt), new Snapshot(1, new byte[32], 1, new byte[1]));
    }

    [Theory]
    [InlineData("ceremonies")]
    [InlineData("passkeys")]
    public async Task Of_any_other_table_the_others_are_cleaned_and_it_is_said_which_is_not(string table)
    {
        await WriteAsync(root: null);
        Zero(RootOf(table));
        using var storage = SqliteStorage.Open(_place.Data);
        await storage.Accounts.EraseNamesAsync("mira", "Name erased");
        var damaged = await Assert.ThrowsAsync<StorageDamagedException>(storage.CleanAsync);
        Assert.Contains($"of {table} the file cannot be cleaned", damaged.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Mira", Content(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<StorageDamagedException>(storage.CleanAsync);
        await storage.Log.AppendNextAsync(Id(0), Draft());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_the_newest_events_the_log_is_listed_and_read_up_to_there_and_what_is_erased_before_is_gone(bool noted)
    {
        await WriteAsync(root: null);
        StoredEvent[] written;
        using (var storage = SqliteStorage.Open(_place.Data))
        {
            // Rows of a page each, so that the newest stands alone.
            written = await storage.Log.AppendNextAsync(Id(Newest), [.. Enumerable.Range(0, 8).Select(i => Draft(payload: $"<late {i}>{new string('x', 3000)}"))]);
            // New rows come on the last page: where that is lost nobody writes.
            await storage.Log.AppendNextAsync(Id(0), [.. Enumerable.Range(0, 4).Select(_ => Draft(payload: new string('y', 3000)))]);
        }

        using (var writer = Database.OpenWriter(_place.Database))
            writer.EmptyWal();
        Zero(PageOf("<late 7>"));
        if (!noted)
            File.Delete(Path.Combine(_place.Data, "collab.heads"));

        using var damaged = SqliteStorage.Open(_place.Data);
        Assert.Equal(noted ? 10 : written[^1].Seq, (await damaged.Log.FindAsync(Id(Newest)))!.Head);
        Assert.Equal(Streams, (await damaged.Log.ListAsync(StreamKind.Document)).Count);
        var at = (await Assert.ThrowsAsync<DamagedStreamException>(() => damaged.Log.ReadAllAsync(Id(Newest)))).Seq;
        Assert.Equal(10, at);
        Assert.Equal(9, (await damaged.Log.ReadAsync(Id(Newest), 0, 9)).Count);
        await Assert.ThrowsAsync<StorageDamagedException>(() => damaged.Log.AppendAsync(Id(Newest), 10, Seal(Id(Newest), 10, written[^1].Hash, Draft())));
        await damaged.Log.CreateAsync(Id(Newest), StreamKind.Document);
        await damaged.Log.EraseAsync(Id(Newest), [1, 3]);
        Assert.DoesNotContain("<late 0>", Content(), StringComparison.Ordinal);
        for (var s = 0; s < Streams; s++)
        {
            if (s != Newest)
                await damaged.Log.AppendNextAsync(Id(s), Draft());
        }
    }

    [Fact]
    public async Task Of_a_text_it_is_said_which_is_damaged()
    {
        string hash, other;
        using (var storage = SqliteStorage.Open(_place.Data))
        {
            hash = await storage.Log.SaveTextAsync(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a text>", 3000))));
            other = await storage.Log.SaveTextAsync("another"u8.ToArray());
        }

        using (var writer = Database.OpenWriter(_place.Database))
            writer.EmptyWal();
        Zero(OverflowOf("<a text>"));
        using var damaged = SqliteStorage.Open(_place.Data);
        Assert.Equal(hash, (await Assert.ThrowsAsync<DamagedTextException>(() => damaged.Log.ReadTextAsync(hash))).Hash);
        Assert.NotNull(await damaged.Log.ReadTextAsync(other));
    }

    private static string Id(int s) => $"d.{s}";

    /// <summary>Documents with words in their events and in their snapshots, each of the length of some pages.</summary>
    /// <param name="root">Which page of the snapshots is gone; null for none.</param>
    private async Task WriteAsync(bool? root)
    {
        using (var storage = SqliteStorage.Open(_place.Data))
        {
            await storage.Accounts.SavePersonAsync(new Person("mira", "Mira Solberg", DateTimeOffset.UnixEpoch));
            for (var s = 0; s < Streams; s++)
            {
                await storage.Log.CreateAsync(Id(s), StreamKind.Document);
                var events = await storage.Log.AppendNextAsync(Id(s), Draft(payload: $"<word {s}>"), Draft());
                await storage.Log.SaveSnapshotAsync(Id(s), new Snapshot(2, events[^1].Hash, 1, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"<word {s}>", 2000)))));
            }
        }

        using (var writer = Database.OpenWriter(_place.Database))
            writer.EmptyWal();
        if (root is null)
            return;
        Zero(root.Value ? RootOf("snapshots") : OverflowOf($"<word {Hurt}>"));
    }

    private int RootOf(string table) => int.Parse(_place.Change($"SELECT rootpage FROM sqlite_schema WHERE name = '{table}'"), CultureInfo.InvariantCulture);

    /// <summary>The second of the pages on which the words stand, none of them that of a row's beginning.</summary>
    private int OverflowOf(string words)
    {
        var all = File.ReadAllBytes(_place.Database);
        return 1 + Enumerable.Range(0, all.Length / 4096).Where(page => all[page * 4096] == 0 && all.AsSpan(page * 4096, 4096).IndexOf(Encoding.UTF8.GetBytes(words)) >= 0).ElementAt(1);
    }

    /// <summary>The page on which words stand.</summary>
    private int PageOf(string words) => (File.ReadAllBytes(_place.Database).AsSpan().IndexOf(Encoding.UTF8.GetBytes(words)) / 4096) + 1;

    private void Zero(int page)
    {
        using var file = File.OpenWrite(_place.Database);
        file.Position = (page - 1) * 4096L;
        file.Write(new byte[4096]);
    }

    private string Content() => string.Concat(Directory.GetFiles(_place.Data, "collab*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Select(Read));

    private static string Read(string path)
    {
        using var file = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), Encoding.Latin1);
        return file.ReadToEnd();
    }
}
