using Collab.Domain.Events;
using static Collab.Storage.Tests.Drafts;

namespace Collab.Storage.Tests;

/// <summary>What every storage promises about its schema, its backups and their return; each storage has a class that runs this.</summary>
public abstract partial class StorageContract(Place place) : IDisposable
{
    protected const string Stream = "d.resolution";

    // Both databases understand it.
    private const string Next = "ALTER TABLE streams ADD COLUMN remark TEXT; UPDATE streams SET remark = 'new'";

    [Fact]
    public async Task Data_of_a_newer_schema_is_refused_and_left_as_it_is()
    {
        await WriteAsync();
        place.Change($"UPDATE {place.VersionTable} SET version = 99");
        var refused = Assert.Throws<NewerSchemaException>(() => place.Open(Backups));
        Assert.Equal((99, place.Newest), (refused.Found, refused.Known));
        Assert.Equal("99", place.Change($"SELECT version FROM {place.VersionTable}"));
        Assert.Empty(Directory.GetFiles(Backups));
        place.Change($"UPDATE {place.VersionTable} SET version = {place.Newest}");
        place.Open().Dispose();
    }

    [Fact]
    public async Task Older_data_is_upgraded_after_a_backup_was_made_that_the_older_program_restores()
    {
        var written = await WriteAsync();
        for (var time = 0; time < 2; time++)
        {
            using var upgraded = place.Open(Backups, Next);
            Assert.Equal(written, await upgraded.Log.ReadAllAsync(Stream));
        }

        Assert.Equal("new", place.Change("SELECT remark FROM streams"));
        var backup = Assert.Single(Directory.GetFiles(Backups));
        Assert.Equal(place.NameOfBackup(place.Newest), Path.GetFileName(backup));
        using var other = Another();
        other.Restore(backup);
        using var restored = other.Open();
        Assert.Equal(written, await restored.Log.ReadAllAsync(Stream));
        Assert.Throws<NewerSchemaException>(() => place.Open());
    }

    [Fact]
    public async Task An_upgrade_that_fails_leaves_the_older_data_to_the_older_program_and_can_be_tried_again()
    {
        var written = await WriteAsync();
        for (var time = 0; time < 2; time++)
            Assert.ThrowsAny<Exception>(() => place.Open(Backups, Next + "; INSERT INTO nowhere VALUES (1)"));
        using (var older = place.Open())
            Assert.Equal(written, await older.Log.ReadAllAsync(Stream));
        using var newer = place.Open(Backups, Next);
        Assert.Equal(written, await newer.Log.ReadAllAsync(Stream));
        Assert.Single(Directory.GetFiles(Backups));
    }

    [Fact]
    public async Task Where_no_backup_can_be_written_nothing_is_upgraded_unless_it_is_told_to_make_none()
    {
        var written = await WriteAsync();
        await File.WriteAllTextAsync(place.File("no-folder"), "");
        var refused = Assert.Throws<StorageUnavailableException>(() => place.Open(place.File("no-folder"), Next));
        Assert.Contains($"has the older schema {place.Newest} and was left as it is", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--Collab:UpgradeBackup=none", refused.Message, StringComparison.Ordinal);
        using (var older = place.Open())
            Assert.Equal(written, await older.Log.ReadAllAsync(Stream));
        using var newer = place.Open(backups: null, Next);
        Assert.Equal(written, await newer.Log.ReadAllAsync(Stream));
    }

    /// <summary>Every schema that was ever released, with data that the version of then wrote.</summary>
    [Fact]
    public async Task Data_of_every_released_schema_opens_after_a_backup_and_every_row_is_as_it_was()
    {
        for (var version = 1; version <= place.Newest; version++)
        {
            using var old = Another();
            old.Load(version);
            Directory.CreateDirectory(old.File("backups"));
            using (var opened = old.Open(old.File("backups")))
            {
                await opened.BackupAsync(old.File("now"));
                foreach (var stream in await opened.Log.ListAsync(StreamKind.Document))
                    Assert.Equal(stream.Head, (await opened.Log.ReadAllAsync(stream.Stream)).Count);
            }

            var written = Schemas.Fixture.Sqlite(place.SchemaOfBackup(version));
            var rows = BackupRows.Read(written);
            Assert.NotEmpty(rows["events"]);
            Assert.Equal(rows, BackupRows.Read(old.File("now"), like: written));
            if (version == place.Newest)
                continue;
            var backup = Path.Combine(old.File("backups"), old.NameOfBackup(version));
            Assert.Equal(place.SchemaOfBackup(version), BackupRows.SchemaOf(backup));
            Assert.Equal(rows, BackupRows.Read(backup));
        }
    }

    public void Dispose()
    {
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Another place of the same kind.</summary>
    protected abstract Place Another();

    private string Backups => Directory.CreateDirectory(place.File("backups")).FullName;

    private async Task<StoredEvent[]> WriteAsync()
    {
        using var storage = place.Open();
        await storage.Log.CreateAsync(Stream, StreamKind.Document);
        return await storage.Log.AppendNextAsync(Stream, Many(5));
    }
}
