using Collab.Storage.Sqlite;
using Collab.Testing;
using Xunit.Abstractions;

namespace Collab.Storage.Tests.Flips;

/// <summary>SQLite itself hands out flipped bits without a word, whatever they hit: rows, indexes, free pages, the write-ahead log.</summary>
public sealed class SqliteFlipTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string[] Files = ["collab.db", "collab.db-wal", "collab.heads"];

    private readonly TemporaryFolder _folder = new();
    private int _refused, _unfound, _without;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Whatever_is_flipped_zeroed_or_cut_off_nothing_wrong_is_read_and_whole_documents_are_unhurt()
    {
        var (story, files) = await WriteAsync();
        await Parallel.ForAsync(0, Rounds.Sqlite, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (i, _) => await StrikeAsync(story, files, Round.Seed + i));
        output.WriteLine($"flips {Round.Seed}–{Round.Seed + Rounds.Sqlite - 1}: {_refused} refused or said to be damaged, {_unfound} found by verify alone, {_without} without effect");
        if (Rounds.Sqlite >= 100)
            Assert.True(_refused > 0 && _unfound > 0 && _without > 0, "The strikes did not strike everywhere.");
    }

    private async Task StrikeAsync(Story story, Dictionary<string, byte[]> files, int seed)
    {
        var strike = Strike.Of(seed, files);
        using var folder = new TemporaryFolder(TemporaryFolder.InMemory);
        foreach (var (name, bytes) in files)
            await File.WriteAllBytesAsync(folder.File(name), name == strike.File ? strike.Do(bytes) : bytes);
        try
        {
            using var storage = SqliteStorage.Open(folder.Path);
            var refused = await story.CheckAsync(storage.Log, strike.Unhurt(files, story.Written.Keys), strike.Name);
            await story.CheckSnapshotsAsync(storage.Log, strike.Name);
            var found = await story.IsFoundAsync(storage.Log);
            var named = await IsNamedAsync(storage);
            Assert.True(named || (found && !refused), $"{strike.Name}: what is lost is not named.");
            Count(refused, named);
        }
        catch (Exception x) when (x is StorageUnavailableException or NewerSchemaException)
        {
            // It does not open at all.
            Assert.True(strike.Unhurt(files, story.Written.Keys) is null, $"{strike.Name}: a page of rows keeps everything closed: {x.Message}");
            Count(refused: true, named: true);
        }
        catch (Exception x)
        {
            throw new InvalidOperationException($"{strike.Name}: repeat it with COLLAB_SEED={seed} COLLAB_FLIPS=1", x);
        }
    }

    private void Count(bool refused, bool named)
    {
        if (refused)
            Interlocked.Increment(ref _refused);
        else if (named)
            Interlocked.Increment(ref _unfound);
        else
            Interlocked.Increment(ref _without);
    }

    /// <summary>What the command verify says: the streams that do not read, and what the storage finds wrong beside them.</summary>
    private static async Task<bool> IsNamedAsync(SqliteStorage storage)
    {
        try
        {
            foreach (var stream in await storage.Log.ListAsync(StreamKind.Document))
                await storage.Log.ReadAllAsync(stream.Stream);
            return (await storage.CheckAsync()).Count > 0;
        }
        catch (Exception x) when (x is DamagedStreamException or StreamNotFoundException)
        {
            return true;
        }
    }

    /// <summary>The files of a server that was killed: half of it is in the database, half in the write-ahead log.</summary>
    private async Task<(Story Story, Dictionary<string, byte[]> Files)> WriteAsync()
    {
        using var storage = SqliteStorage.Open(_folder.Path);
        var story = await Story.WriteAsync(storage.Log, () =>
        {
            using var writer = Database.OpenWriter(_folder.File("collab.db"));
            writer.EmptyWal();
        });
        Dictionary<string, byte[]> files = [];
        foreach (var name in Files)
        {
            await using var file = new FileStream(_folder.File(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[file.Length];
            await file.ReadExactlyAsync(bytes);
            files[name] = bytes;
        }

        return (story, files);
    }
}
