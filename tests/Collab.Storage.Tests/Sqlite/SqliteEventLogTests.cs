using Collab.Domain.Events;
using Collab.Storage.Sqlite;
using static Collab.Storage.Tests.Drafts;

namespace Collab.Storage.Tests.Sqlite;

public sealed partial class SqliteEventLogTests : EventLogContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private SqliteStorage _storage;

    public SqliteEventLogTests() => _storage = SqliteStorage.Open(_folder.Path);

    protected override IEventLog Log => _storage.Log;

    private string DatabaseFile => _folder.File("collab.db");

    [Fact]
    public async Task Everything_is_there_after_a_restart()
    {
        var info = await Log.CreateAsync(Stream, StreamKind.Document);
        var written = await Log.AppendNextAsync(Stream, Many(3));
        await Log.SaveSnapshotAsync(Stream, new Snapshot(3, written[2].Hash, 1, "three"u8.ToArray()));
        var text = await Log.SaveTextAsync("a text"u8.ToArray());
        Reopen();
        Assert.Equal(info.Epoch, (await Log.FindAsync(Stream))!.Epoch);
        Assert.Equal(written, await Log.ReadAllAsync(Stream));
        Assert.Equal(3, (await Log.ReadSnapshotAsync(Stream))!.Seq);
        Assert.NotNull(await Log.ReadTextAsync(text));
        Assert.Equal(4, (await Log.AppendNextAsync(Stream, Draft()))[0].Seq);
    }

    [Fact]
    public async Task What_waits_while_one_transaction_is_under_way_shares_the_next()
    {
        for (var s = 0; s < 100; s++)
            await Log.CreateAsync($"d.{s}", StreamKind.Document);
        var before = _storage.Commits;
        using var gate = new ManualResetEventSlim();
        var held = Hold(gate);
        var appends = Enumerable.Range(0, 100).Select(s => Log.AppendAsync($"d.{s}", 0, Seal($"d.{s}", 0, EventChain.Genesis($"d.{s}"), Draft()))).ToArray();
        Assert.DoesNotContain(appends, append => append.IsCompleted);
        gate.Set();
        await held;
        await Task.WhenAll(appends);
        Assert.Equal(2, _storage.Commits - before);
    }

    [Fact]
    public async Task A_write_that_is_refused_when_it_is_alone_leaves_nothing_and_the_next_is_well()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        var first = await Log.AppendNextAsync(Stream, Draft());
        var again = Draft() with { Actor = first[0].Actor, Command = first[0].Command, Ordinal = first[0].Ordinal };
        var (commits, batch) = (_storage.Commits, Seal(Stream, 1, first[0].Hash, Draft(), again));
        // Its first row is in the table already when the second is refused.
        await Assert.ThrowsAsync<DuplicateCommandException>(() => Log.AppendAsync(Stream, 1, batch));
        Assert.Equal(commits, _storage.Commits);
        Assert.Equal(first, await Log.ReadAllAsync(Stream));
        Assert.Equal(2, (await Log.AppendNextAsync(Stream, Draft()))[0].Seq);
    }

    [Fact]
    public async Task When_the_commit_fails_the_outcome_of_the_whole_group_is_unknown_and_the_next_group_is_well()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        var events = Seal(Stream, 0, EventChain.Genesis(Stream), Draft());
        using var gate = new ManualResetEventSlim();
        var held = Hold(gate);
        var append = Log.AppendAsync(Stream, 0, events);
        var poison = _storage.Writer.RunAsync(database =>
        {
            database.Execute("PRAGMA defer_foreign_keys = ON; INSERT INTO snapshots VALUES (99, 1, x'', 1, x'', x'')");
            return true;
        });
        gate.Set();
        await held;
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => poison);
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => append);
        Assert.Empty(await Log.ReadAllAsync(Stream));
        await Log.AppendAsync(Stream, 0, events);
        Assert.Equal(events, await Log.ReadAllAsync(Stream));
    }

    [Fact]
    public async Task A_full_disk_is_said_to_be_full_reading_goes_on_and_writing_resumes()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        var written = await Log.AppendNextAsync(Stream, Many(3));
        await LimitPagesAsync(1);
        var full = await Assert.ThrowsAsync<StorageFullException>(() => Log.AppendNextAsync(Stream, Draft(payload: new string('x', 2_000_000))));
        Assert.Contains("Free space", full.Message, StringComparison.Ordinal);
        Assert.Equal(written, await Log.ReadAllAsync(Stream));
        await LimitPagesAsync(1_000_000);
        await Log.AppendNextAsync(Stream, Draft(payload: new string('x', 2_000_000)));
        Assert.Equal(4, (await Log.ReadAllAsync(Stream)).Count);

        // SQLite takes a limit below the present size as the present size.
        Task LimitPagesAsync(int pages) => _storage.Writer.RunAsync(database =>
        {
            database.Execute($"PRAGMA max_page_count = {pages}");
            return true;
        });
    }

    [Fact]
    public async Task A_database_that_another_program_holds_locked_is_refused_in_time_and_resumes()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        using (var other = Database.OpenWriter(DatabaseFile))
        {
            other.Execute("BEGIN IMMEDIATE");
            var refused = await Assert.ThrowsAsync<StorageUnavailableException>(() => Log.AppendNextAsync(Stream, Draft()).WaitAsync(TimeSpan.FromSeconds(10)));
            Assert.Contains("Close it", refused.Message, StringComparison.Ordinal);
            other.Execute("ROLLBACK");
        }

        await Log.AppendNextAsync(Stream, Draft());
    }

    [Fact]
    public async Task A_row_that_somebody_else_wrote_is_a_conflict_by_the_key_itself()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        var mine = await Log.AppendNextAsync(Stream, Draft());
        var theirs = Seal(Stream, 1, mine[0].Hash, Draft());
        using (var other = Database.OpenWriter(DatabaseFile))
            EventRow.Write(other, 1, theirs[0]);
        await Assert.ThrowsAsync<StreamConflictException>(() => Log.AppendAsync(Stream, 1, Seal(Stream, 1, mine[0].Hash, Draft())));
        Assert.Equal([mine[0], theirs[0]], await Log.ReadAllAsync(Stream));
        await Log.AppendNextAsync(Stream, Draft());
    }

    [Fact]
    public async Task What_was_erased_is_in_no_file_of_the_folder()
    {
        const string word = "unspeakable-word";
        for (var s = 0; s < 5; s++)
            await Log.CreateAsync($"d.{s}", StreamKind.Document);
        for (var i = 0; i < 60; i++)
            await Log.AppendNextAsync($"d.{i % 5}", Draft(payload: $"{{\"text\":\"{i % 7} {(i % 3 == 0 ? word : "harmless")} {new string('z', i * 97 % 9000)}{(i % 6 == 0 ? word : "")}\"}}"));
        Assert.True(await AnyFileHasAsync(word));
        for (var s = 0; s < 5; s++)
            await Log.EraseAsync($"d.{s}", (await Log.ReadAllAsync($"d.{s}")).Where(e => HasWord(e)).Select(e => e.Seq).ToList());
        Assert.False(await AnyFileHasAsync(word));
        Assert.True(await AnyFileHasAsync("harmless"));
        for (var s = 0; s < 5; s++)
            Assert.Equal(12, (await Log.ReadAllAsync($"d.{s}")).Count);

        static bool HasWord(StoredEvent e) => e.Payload is { } payload && payload.Span.IndexOf("unspeakable-word"u8) >= 0;
    }

    [Fact]
    public async Task What_is_queued_when_the_storage_closes_is_written_and_what_comes_later_is_refused()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        using var gate = new ManualResetEventSlim();
        var held = Hold(gate);
        var append = Log.AppendAsync(Stream, 0, Seal(Stream, 0, EventChain.Genesis(Stream), Draft()));
        var closing = Task.Run(_storage.Dispose);
        gate.Set();
        await closing;
        await held;
        await append;
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Log.AppendAsync(Stream, 1, Seal(Stream, 1, new byte[32], Draft())));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Log.ReadAllAsync(Stream));
        Reopen();
        Assert.Single(await Log.ReadAllAsync(Stream));
    }

    public void Dispose()
    {
        _storage.Dispose();
        _folder.Dispose();
    }

    private void Reopen()
    {
        _storage.Dispose();
        _storage = SqliteStorage.Open(_folder.Path);
    }

    /// <summary>Keeps the writer thread inside a transaction until the gate opens.</summary>
    private Task<bool> Hold(ManualResetEventSlim gate)
    {
        using var inside = new ManualResetEventSlim();
        var held = _storage.Writer.RunAsync(_ =>
        {
            inside.Set();
            gate.Wait();
            return true;
        });
        inside.Wait();
        return held;
    }

    private async Task<bool> AnyFileHasAsync(string word)
    {
        foreach (var file in Directory.GetFiles(_folder.Path, "collab.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            if ((await reader.ReadToEndAsync()).Contains(word, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
