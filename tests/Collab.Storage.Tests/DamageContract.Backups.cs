using Collab.Storage.Sqlite;

namespace Collab.Storage.Tests;

/// <summary>This part: a backup says how far its logs had come, and what is restored of it is held to that.</summary>
public abstract partial class DamageContract
{
    private const string Cut = "DELETE FROM events WHERE stream = 1 AND seq > 3";

    public enum Lost
    {
        BeforeTheBackup,
        InTheBackup,
        AfterTheRestore,
    }

    [Theory]
    [InlineData(Lost.BeforeTheBackup)]
    [InlineData(Lost.InTheBackup)]
    [InlineData(Lost.AfterTheRestore)]
    public async Task A_tail_that_is_lost_on_the_way_through_a_backup_is_missed_though_nobody_wrote_since(Lost when)
    {
        var written = await WriteFiveAsync();
        if (when == Lost.BeforeTheBackup)
            _place.Change(Cut);
        await BackupAsync("copy");
        if (when == Lost.InTheBackup)
            ChangeBackup("copy", Cut);
        using var elsewhere = Another();
        var logs = elsewhere.Restore(_place.File("copy"));
        Assert.True(logs.HasHeads);
        Assert.Equal(when == Lost.AfterTheRestore ? [] : [$"The log {Stream} had 5 events when the backup was made, and has 3."], logs.Lost);
        if (when == Lost.AfterTheRestore)
            elsewhere.Change(Cut);

        using var restored = elsewhere.Open();
        await DamagedAtAsync(4, () => restored.Log.ReadAllAsync(Stream));
        await Assert.ThrowsAsync<DamagedStreamException>(() => restored.Log.AppendNextAsync(Stream, Drafts.Draft()));
        Assert.Equal(written[..3], await restored.Log.ReadAsync(Stream, 0, 3));
        await restored.Log.AppendNextAsync("d.other", Drafts.Draft());
        Assert.Equal(3, (await restored.Log.ReadAllAsync("d.other")).Count);
    }

    [Fact]
    public async Task A_backup_of_an_earlier_version_is_restored_and_said_to_have_no_heads()
    {
        var written = await WriteFiveAsync();
        await BackupAsync("copy");
        ChangeBackup("copy", "DROP TABLE backup_heads");
        using var elsewhere = Another();
        var logs = elsewhere.Restore(_place.File("copy"));
        Assert.False(logs.HasHeads);
        Assert.Empty(logs.Lost);
        using var restored = elsewhere.Open();
        Assert.Equal(written, await restored.Log.ReadAllAsync(Stream));
        Assert.Empty(await restored.CheckAsync());
    }

    [Fact]
    public async Task A_head_of_a_backup_that_is_not_what_was_written_accuses_no_log()
    {
        var written = await WriteFiveAsync();
        await BackupAsync("copy");

        // The seq of the stream with the key 1: it now says 69 for 5.
        ChangeBackup("copy", "UPDATE backup_heads SET slot = CAST(substr(slot, 1, 16) || x'45' || substr(slot, 18) AS BLOB) WHERE stream = 1");
        using var elsewhere = Another();
        Assert.Empty(elsewhere.Restore(_place.File("copy")).Lost);
        using var restored = elsewhere.Open();
        Assert.Equal(written, await restored.Log.ReadAllAsync(Stream));
    }

    /// <summary>Another place of the same kind.</summary>
    protected abstract Place Another();

    protected Task BackupAsync(string name) => _storage.BackupAsync(_place.File(name));

    /// <summary>Changes a backup, which is the same whatever storage it is of.</summary>
    protected void ChangeBackup(string name, string sql)
    {
        using var backup = Database.Open(_place.File(name), SQLitePCL.raw.SQLITE_OPEN_READWRITE);
        backup.Execute($"PRAGMA foreign_keys = OFF; {sql}");
    }
}
