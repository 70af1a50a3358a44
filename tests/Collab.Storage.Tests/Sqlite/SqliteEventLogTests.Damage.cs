using Collab.Domain.Events;
using Collab.Storage.Sqlite;
using CsCheck;
using static Collab.Storage.Tests.Drafts;

namespace Collab.Storage.Tests.Sqlite;

public sealed partial class SqliteEventLogTests
{
    [Theory]
    [InlineData("clause", "'c2'")]
    [InlineData("clause", "NULL")]
    [InlineData("actor", "'jonas'")]
    [InlineData("command", "randomblob(16)")]
    [InlineData("command", "x'00'")]
    [InlineData("ordinal", "9")]
    [InlineData("kind", "'AnnotationHidden'")]
    [InlineData("at", "at + 1")]
    [InlineData("at", "-1")]
    [InlineData("data", "x'7b7d'")]
    [InlineData("payload", "x'7b7d'")]
    [InlineData("payload", "NULL")]
    [InlineData("salt", "randomblob(16)")]
    [InlineData("salt", "NULL")]
    [InlineData("digest", "randomblob(32)")]
    [InlineData("digest", "NULL")]
    [InlineData("hash", "randomblob(32)")]
    [InlineData("hash", "x'00'")]
    public async Task Whatever_column_is_changed_the_damage_is_found_at_its_seq(string column, string value)
    {
        var written = await WriteFiveAsync();
        Change($"UPDATE events SET {column} = {value} WHERE stream = 1 AND seq = 3");
        await DamagedAtAsync(3, () => Log.ReadAllAsync(Stream));
        await DamagedAtAsync(3, () => Log.ReadAsync(Stream, 2, 1));
        Assert.Equal(written[..2], await Log.ReadAsync(Stream, 0, 2));
        if (column is not "clause")
            await DamagedAtAsync(3, () => Log.ReadClauseAsync(Stream, "c1", 0));
        if (column is not ("actor" or "command"))
            await DamagedAtAsync(3, () => Log.FindCommandAsync(Stream, "mira", written[2].Command));
        Assert.Equal(2, (await Log.ReadAllAsync("d.other")).Count);
    }

    [Theory]
    [InlineData("DELETE FROM events WHERE stream = 1 AND seq = 3")]
    [InlineData("UPDATE events SET seq = 99 WHERE stream = 1 AND seq = 3")]
    [InlineData("UPDATE events SET stream = 2 WHERE stream = 1 AND seq = 3")]
    public async Task A_row_that_is_gone_from_the_middle_is_missed(string change)
    {
        await WriteFiveAsync();
        Change("DELETE FROM events WHERE stream = 2");
        Change(change);
        await DamagedAtAsync(3, () => Log.ReadAllAsync(Stream));
        await DamagedAtAsync(3, () => Log.ReadAsync(Stream, 3, 1));
        await DamagedAtAsync(3, () => Log.ReadClauseAsync(Stream, "c1", 3));
    }

    [Fact]
    public async Task A_lost_tail_is_missed_though_what_is_left_is_a_whole_chain()
    {
        var written = await WriteFiveAsync();
        Change("DELETE FROM events WHERE stream = 1 AND seq > 3");
        await TailIsMissedAsync();
        Reopen();
        await TailIsMissedAsync();
        await DamagedAtAsync(4, () => Log.AppendAsync(Stream, 3, Seal(Stream, 3, written[2].Hash, Draft())));
        Assert.Equal(2, (await Log.ReadAllAsync("d.other")).Count);
        await Log.AppendNextAsync("d.other", Draft());

        async Task TailIsMissedAsync()
        {
            await DamagedAtAsync(4, () => Log.ReadAllAsync(Stream));
            await DamagedAtAsync(4, () => Log.ReadAsync(Stream, 3, 9));
            Assert.Equal(written[..3], await Log.ReadAsync(Stream, 0, 3));
        }
    }

    [Fact]
    public async Task An_older_copy_of_the_file_put_back_by_hand_is_found_out()
    {
        await WriteFiveAsync();
        _storage.Dispose();
        File.Copy(DatabaseFile, _folder.File("older"));
        Reopen();
        await Log.AppendNextAsync(Stream, Draft());
        _storage.Dispose();
        File.Copy(_folder.File("older"), DatabaseFile, overwrite: true);
        Reopen();
        await DamagedAtAsync(6, () => Log.ReadAllAsync(Stream));
    }

    [Fact]
    public async Task A_lost_or_damaged_file_of_heads_accuses_no_stream()
    {
        var written = await WriteFiveAsync();
        _storage.Dispose();
        var heads = await File.ReadAllBytesAsync(_folder.File("collab.heads"));
        Assert.Equal(3 * 64, heads.Length);

        // The seq of the stream with the key 1: it now says 69 for 5.
        heads[64 + 16] ^= 64;
        await File.WriteAllBytesAsync(_folder.File("collab.heads"), heads);
        Reopen();
        Assert.Equal(written, await Log.ReadAllAsync(Stream));
        _storage.Dispose();
        File.Delete(_folder.File("collab.heads"));
        Reopen();
        Assert.Equal(written, await Log.ReadAllAsync(Stream));
    }

    [Fact]
    public async Task Rows_that_changed_places_are_found()
    {
        await WriteFiveAsync();
        Change("UPDATE events SET seq = -seq WHERE stream = 1 AND seq IN (2, 4)");
        Change("UPDATE events SET seq = 6 + seq WHERE stream = 1 AND seq < 0");
        await DamagedAtAsync(2, () => Log.ReadAllAsync(Stream));
    }

    [Fact]
    public async Task A_damaged_snapshot_is_not_answered_and_a_damaged_text_is_named()
    {
        var written = await WriteFiveAsync();
        await Log.SaveSnapshotAsync(Stream, new Snapshot(5, written[4].Hash, 1, "five"u8.ToArray()));
        var text = await Log.SaveTextAsync("a text"u8.ToArray());
        Change("UPDATE snapshots SET bytes = x'00'; UPDATE texts SET bytes = x'00'");
        Assert.Null(await Log.ReadSnapshotAsync(Stream));
        var damaged = await Assert.ThrowsAsync<DamagedTextException>(() => Log.ReadTextAsync(text));
        Assert.Equal(text, damaged.Hash);
        await Log.SaveTextAsync("a text"u8.ToArray());
        Assert.NotNull(await Log.ReadTextAsync(text));
    }

    /// <summary>SQLite itself hands out flipped bits without a word; whatever bit of the file is flipped, wrong events never come out.</summary>
    [Fact]
    public async Task Of_a_file_with_any_bit_flipped_no_wrong_event_is_ever_read()
    {
        var written = await WriteFiveAsync();
        _storage.Dispose();
        var whole = await File.ReadAllBytesAsync(DatabaseFile);
        var (found, unhurt) = (0, 0);
        await Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Int[0, 7]).SampleAsync(
            async (at, bit) =>
            {
                using var folder = new TemporaryFolder();
                var flipped = (byte[])whole.Clone();
                flipped[at] ^= (byte)(1 << bit);
                await File.WriteAllBytesAsync(folder.File("collab.db"), flipped);
                try
                {
                    using var storage = SqliteStorage.Open(folder.Path);
                    await ReadAsync(storage.Log, written);
                    Interlocked.Increment(ref unhurt);
                }
                catch (Exception x) when (x is DamagedStreamException or StorageUnavailableException or StreamNotFoundException or NewerSchemaException
                    or Microsoft.Data.Sqlite.SqliteException)
                {
                    Interlocked.Increment(ref found);
                }
            },
            iter: 300,
            threads: 2);
        Assert.True(found > 0 && unhurt > 0, $"{found} found, {unhurt} unhurt: the flips did not strike.");

        static async Task ReadAsync(IEventLog log, StoredEvent[] written)
        {
            var read = await log.ReadAllAsync(Stream);
            Assert.Equal(written[..read.Count], read);
            Assert.All(await log.ReadClauseAsync(Stream, "c1", 0), e => Assert.Equal(written[e.Seq - 1], e));
        }
    }

    private static async Task DamagedAtAsync(long seq, Func<Task> read)
    {
        var damaged = await Assert.ThrowsAsync<DamagedStreamException>(read);
        Assert.Equal((Stream, seq), (damaged.Stream, damaged.Seq));
    }

    private async Task<StoredEvent[]> WriteFiveAsync()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        await Log.CreateAsync("d.other", StreamKind.Document);
        await Log.AppendNextAsync("d.other", Many(2));
        return await Log.AppendNextAsync(Stream, Many(5));
    }

    private void Change(string sql)
    {
        using var other = Database.OpenWriter(DatabaseFile);
        other.Execute(sql);
    }
}
