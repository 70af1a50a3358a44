using System.Globalization;
using Collab.Storage.Sqlite;
using static Collab.Storage.Tests.Drafts;

namespace Collab.Storage.Tests.Sqlite;

public sealed class SqliteDamageTests() : DamageContract(new SqlitePlace())
{
    private const string Stream = "d.resolution";

    private string Heads => Path.Combine(((SqlitePlace)Place).Data, "collab.heads");

    protected override string AnyCommand => "randomblob(16)";

    [Fact]
    public async Task An_older_copy_of_the_file_put_back_by_hand_is_found_out()
    {
        await WriteFiveAsync();
        using (var writer = Database.OpenWriter(((SqlitePlace)Place).Database))
            writer.EmptyWal();
        File.Copy(((SqlitePlace)Place).Database, Place.File("older"));
        await Log.AppendNextAsync(Stream, Draft());
        Reopen(() => File.Copy(Place.File("older"), ((SqlitePlace)Place).Database, overwrite: true));
        await DamagedAtAsync(6, () => Log.ReadAllAsync(Stream));
    }

    [Fact]
    public async Task A_lost_or_damaged_file_of_heads_accuses_no_stream()
    {
        var written = await WriteFiveAsync();
        Reopen(() =>
        {
            var heads = File.ReadAllBytes(Heads);
            Assert.Equal(3 * 64, heads.Length);

            // The seq of the stream with the key 1: it now says 69 for 5.
            heads[64 + 16] ^= 64;
            File.WriteAllBytes(Heads, heads);
        });
        Assert.Equal(written, await Log.ReadAllAsync(Stream));
        Reopen(() => File.Delete(Heads));
        Assert.Equal(written, await Log.ReadAllAsync(Stream));
    }

    [Fact]
    public async Task Of_a_folder_without_heads_they_are_noted_when_it_opens_though_nobody_writes()
    {
        await WriteFiveAsync();
        Reopen(() => File.Delete(Heads));
        Place.Change("DELETE FROM events WHERE stream = 1 AND seq > 3");
        await DamagedAtAsync(4, () => Log.ReadAllAsync(Stream));
    }

    [Fact]
    public async Task A_log_that_is_gone_from_a_backup_altogether_is_missed_in_the_folder_that_it_is_restored_into()
    {
        await WriteFiveAsync();
        await BackupAsync("copy");
        ChangeBackup("copy", "DELETE FROM events WHERE stream = 1; DELETE FROM streams WHERE key = 1");
        using var elsewhere = Another();
        const string gone = "The stream with the key 1 is gone. Restore a backup to get it back.";
        Assert.Equal(gone, Assert.Single(elsewhere.Restore(Place.File("copy")).Lost));
        using var restored = elsewhere.Open();
        Assert.Equal(gone, Assert.Single(await restored.CheckAsync()));
    }

    [Fact]
    public async Task A_table_of_which_a_page_is_gone_is_named_and_nobody_is_accused_of_being_nobody()
    {
        await ComeInAsync();
        var page = int.Parse(Place.Change("SELECT rootpage FROM sqlite_schema WHERE name = 'people'"), CultureInfo.InvariantCulture);
        using (var writer = Database.OpenWriter(((SqlitePlace)Place).Database))
            writer.EmptyWal();
        Reopen(() =>
        {
            using var file = File.OpenWrite(((SqlitePlace)Place).Database);
            file.Position = (page - 1) * 4096L;
            file.Write(new byte[4096]);
        });
        var found = await CheckAsync();
        Assert.Contains(found, sentence => sentence.StartsWith("The table people cannot be read (", StringComparison.Ordinal) && sentence.EndsWith(". Restore a backup.", StringComparison.Ordinal));
        Assert.DoesNotContain(found, sentence => sentence.Contains("nobody", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_that_is_no_text_is_named()
    {
        await ComeInAsync();
        Place.Change("UPDATE people SET display_name = CAST(x'41ff42' AS TEXT) WHERE id = 'jonas'");
        Assert.Contains("people jonas: “display_name” is no text. Restore a backup to get it back.", await CheckAsync());
    }

    protected override Place Another() => new SqlitePlace();

    protected override string Unbound(string sql) => $"PRAGMA foreign_keys = OFF; {sql}";

    protected override string Text(string text) => $"'{text}'";
}
