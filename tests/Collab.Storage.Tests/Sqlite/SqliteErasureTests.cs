using Collab.Storage.Sqlite;
using static Collab.Storage.Tests.Drafts;

namespace Collab.Storage.Tests.Sqlite;

/// <summary>SQLite cleans up by itself: there is nothing for the operator to do.</summary>
public sealed class SqliteErasureTests() : ErasureContract(new SqlitePlace())
{
    private string Data => ((SqlitePlace)Place).Data;

    protected override int Authors => 12;

    [Fact]
    public async Task Copies_that_an_upgrade_or_a_broken_restore_left_behind_go_and_the_database_stays()
    {
        using (var storage = Place.Open())
            await WriteAsync(storage);
        using var upgraded = Place.Open(Data, "ALTER TABLE streams ADD COLUMN remark TEXT");
        await File.WriteAllTextAsync(Path.Combine(Data, "collab.db.restoring"), "unspeakable");
        Assert.Equal(2, Directory.GetFiles(Data).Count(file => Path.GetFileName(file).StartsWith("collab.db.", StringComparison.Ordinal)));

        await upgraded.Log.EraseAsync("d", [1]);

        Assert.DoesNotContain("unspeakable", Content(), StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(Data), file => Path.GetFileName(file).StartsWith("collab.db.", StringComparison.Ordinal));
        Assert.Equal(2, (await upgraded.Log.ReadAllAsync("d")).Count);
    }

    [Fact]
    public async Task While_a_reader_holds_on_to_the_side_file_it_is_said_that_it_is_not_done_and_asked_again_it_is()
    {
        using var storage = Place.Open();
        await WriteAsync(storage);
        using (var reader = Database.OpenReader(Path.Combine(Data, "collab.db")))
        {
            reader.Execute("BEGIN; SELECT count(*) FROM events");
            await Assert.ThrowsAsync<StorageUnavailableException>(() => storage.Log.EraseAsync("d", [1]));
            Assert.Contains("unspeakable", Content(), StringComparison.Ordinal);
            reader.Execute("COMMIT");
        }

        await storage.Log.EraseAsync("d", []);
        Assert.DoesNotContain("unspeakable", Content(), StringComparison.Ordinal);
    }

    protected override Place Another() => new SqlitePlace();

    protected override void Written()
    {
    }

    protected override void CleanUp()
    {
    }

    protected override string Content() => ContentOf(Directory.GetFiles(Data, "collab*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)));

    private static async Task WriteAsync(IStorage storage)
    {
        await storage.Log.CreateAsync("d", StreamKind.Document);
        await storage.Log.AppendNextAsync("d", Draft(payload: "unspeakable"), Draft());
    }
}
