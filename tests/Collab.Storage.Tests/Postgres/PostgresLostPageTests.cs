using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Collab.Domain.Events;
using Collab.Domain.Search;
using Collab.Storage.Accounts;
using Collab.Storage.Postgres;
using Collab.Testing.Postgres;
using Npgsql;
using static Collab.Storage.Tests.Drafts;

namespace Collab.Storage.Tests.Postgres;

/// <summary>A page of a table of PostgreSQL is gone, or became something else: what stands on it is hurt, and nothing beside it.</summary>
public sealed class PostgresLostPageTests : IDisposable
{
    private const int Streams = 6, Events = 60, PageSize = 8192;

    /// <summary>What docs/postgresql.md has the operator do.</summary>
    private static readonly string[] Remedy = ["SET zero_damaged_pages = on", "VACUUM FULL events"];

    private readonly PostgresServer _server = PostgresServer.StartNew();
    private readonly string _connection;
    private readonly string _database;

    public PostgresLostPageTests()
    {
        _connection = _server.NewDatabase();
        _database = new NpgsqlConnectionStringBuilder(_connection).Database!;
    }

    /// <summary>Whether the page is zeroes: PostgreSQL holds such a one for new, and says nothing.</summary>
    public static TheoryData<bool> ZeroesOrNoise => [true, false];

    public void Dispose() => _server.Dispose();

    [Theory]
    [MemberData(nameof(ZeroesOrNoise))]
    public async Task Of_events_each_document_is_read_up_to_what_stood_there_and_whole_ones_are_unhurt(bool zeroes)
    {
        var written = await WriteAsync();
        var page = int.Parse(Query($"SELECT (e.ctid::text::point)[0]::int FROM events e JOIN streams ON key = stream WHERE id = 'd.2' AND seq = {Events}"), CultureInfo.InvariantCulture);
        var hurt = Query($"SELECT id, min(e.seq) FROM events e JOIN streams ON key = stream WHERE (e.ctid::text::point)[0]::int = {page} GROUP BY id")
            .Split('\n').Select(line => line.Split('|')).ToDictionary(row => Encoding.UTF8.GetString(Convert.FromHexString(row[0][2..])), row => long.Parse(row[1], CultureInfo.InvariantCulture));
        Assert.InRange(hurt.Count, 1, Streams - 1);
        Strike("events", page, zeroes);

        using var storage = PostgresStorage.Open(_connection);
        foreach (var (stream, events) in written)
        {
            if (hurt.TryGetValue(stream, out var seq))
            {
                foreach (var max in new[] { int.MaxValue, Events, 7 })
                    Assert.Equal(seq, (await Assert.ThrowsAsync<DamagedStreamException>(() => ToTheEndAsync(storage.Log, stream, max))).Seq);
                if (seq > 1)
                    Assert.Equal(events[..(int)(seq - 1)], await storage.Log.ReadAsync(stream, 0, (int)seq - 1));
                continue;
            }

            Assert.Equal(events, await storage.Log.ReadAllAsync(stream));
            Assert.Equal([events[3]], await storage.Log.FindCommandAsync(stream, "mira", events[3].Command));
            Assert.Equal(events[1..], await storage.Log.ReadClauseAsync(stream, "c1", 1));
        }

        // All of them at once, so that they share transactions.
        var appended = written.Keys.ToDictionary(stream => stream, stream => Record.ExceptionAsync(() => storage.Log.AppendNextAsync(stream, Draft())));
        await Task.WhenAll(appended.Values);
        Assert.Equal(hurt["d.2"], Assert.IsType<DamagedStreamException>(await appended["d.2"]).Seq);
        Assert.Equal(zeroes ? 0 : 1, (await storage.CheckAsync()).Count(sentence => sentence.StartsWith("The table events cannot be read to its end (invalid page", StringComparison.Ordinal)));

        // PostgreSQL may have wanted to put some of it on that page.
        var whole = written.Keys.Where(stream => !hurt.ContainsKey(stream)).ToList();
        foreach (var refused in (await Task.WhenAll(whole.Select(stream => appended[stream]))).OfType<Exception>())
        {
            Assert.False(zeroes);
            Assert.Contains($"invalid page in block {page} of", Assert.IsType<StorageDamagedException>(refused).Message, StringComparison.Ordinal);
        }

        Query(Remedy);
        // It lasts.
        _server.Stop();
        _server.Start();
        Assert.Empty(await storage.CheckAsync());
        using (var folder = new TemporaryFolder())
            await storage.BackupAsync(folder.File("backup"));
        Assert.Equal(hurt["d.2"], (await Assert.ThrowsAsync<DamagedStreamException>(() => storage.Log.ReadAllAsync("d.2"))).Seq);
        foreach (var stream in whole)
        {
            await storage.Log.AppendNextAsync(stream, Draft());
            await storage.Log.EraseAsync(stream, [1]);
            var all = await storage.Log.ReadAllAsync(stream);
            Assert.Null(all[0].Payload);
            Assert.Equal(Events + (await appended[stream] is null ? 2 : 1), all.Count);
        }
    }

    public static TheoryData<string> OfTheIndex => [IndexTables.Words, IndexTables.ByWord, IndexTables.Documents];

    [Theory]
    [MemberData(nameof(OfTheIndex))]
    public async Task Of_the_index_of_searches_it_is_made_anew_and_keeps_nothing_from_being_erased(string relation)
    {
        var written = await WriteAsync();
        string epoch;
        IndexTerm[] terms = [new(Tokenizer.PhraseOf("claim"), [], false)];
        using (var before = PostgresStorage.Open(_connection))
        {
            epoch = (await before.Log.FindAsync("d.1"))!.Epoch;
            await FillAsync(before.Index, seq: 1);
        }

        Strike(relation, 0, zeroes: false);
        using (var storage = PostgresStorage.Open(_connection))
        {
            Assert.Same(IndexAnswer.Unknown, await storage.Index.FindAsync("d.1", epoch, terms));
            await FillAsync(storage.Index, seq: Events);
        }

        Strike(relation, 0, zeroes: false);
        using var erasing = PostgresStorage.Open(_connection);
        await erasing.Log.EraseAsync("d.1", [1]);
        Assert.Null((await erasing.Log.ReadAllAsync("d.1"))[0].Payload);
        Assert.Equal(written["d.2"], await erasing.Log.ReadAllAsync("d.2"));
        // What was known before the erasure does not come back.
        await erasing.Index.UpdateAsync("d.1", epoch, 0, Events - 1, [new IndexedNote(1, ["claim"])]);
        Assert.Same(IndexAnswer.Unknown, await erasing.Index.FindAsync("d.1", epoch, terms));
        await FillAsync(erasing.Index, seq: Events);

        async Task FillAsync(INoteIndex index, long seq)
        {
            await index.UpdateAsync("d.1", epoch, 0, seq, [new IndexedNote(7, ["claim"])]);
            var found = await index.FindAsync("d.1", epoch, terms);
            Assert.Equal((seq, 7), (found.Seq, Assert.Single(found.Numbers)));
        }
    }

    [Fact]
    public async Task Of_snapshots_a_backup_has_all_the_rest_and_of_events_it_is_refused_with_a_sentence()
    {
        var written = await WriteAsync();
        Strike("snapshots", 0, zeroes: false);
        using var folder = new TemporaryFolder();
        using (var storage = PostgresStorage.Open(_connection))
            await storage.BackupAsync(folder.File("backup"));
        var elsewhere = _server.NewDatabase();
        PostgresStorage.Restore(folder.File("backup"), elsewhere);
        using (var restored = PostgresStorage.Open(elsewhere))
        {
            Assert.Empty(await restored.CheckAsync());
            foreach (var (stream, events) in written)
                Assert.Equal(events, await restored.Log.ReadAllAsync(stream));
        }

        Strike("events", 0, zeroes: false);
        using var damaged = PostgresStorage.Open(_connection);
        var refused = await Assert.ThrowsAsync<StorageDamagedException>(() => damaged.BackupAsync(folder.File("other")));
        Assert.Contains("is damaged (XX001: invalid page", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_texts_it_is_said_which_is_damaged()
    {
        string hash;
        using (var storage = PostgresStorage.Open(_connection))
            hash = await storage.Log.SaveTextAsync("a text"u8.ToArray());
        Strike("texts", 0, zeroes: false);
        using var damaged = PostgresStorage.Open(_connection);
        Assert.Equal(hash, (await Assert.ThrowsAsync<DamagedTextException>(() => damaged.Log.ReadTextAsync(hash))).Hash);
    }

    [Fact]
    public async Task Of_streams_or_people_it_is_said_and_the_rest_is_read()
    {
        await WriteAsync();
        Strike("people", 0, zeroes: false);
        using (var storage = PostgresStorage.Open(_connection))
        {
            Assert.Equal(Events, (await storage.Log.ReadAllAsync("d.1")).Count);
            await Assert.ThrowsAsync<StorageDamagedException>(() => storage.Accounts.FindPersonAsync("mira"));
            Assert.StartsWith("The table people cannot be read (invalid page", Assert.Single(await storage.CheckAsync()), StringComparison.Ordinal);
        }

        Strike("streams", 0, zeroes: false);
        using var other = PostgresStorage.Open(_connection);
        var refused = await Assert.ThrowsAsync<StorageDamagedException>(() => other.Log.ReadAllAsync("d.1"));
        Assert.Contains("is damaged (XX001: invalid page", refused.Message, StringComparison.Ordinal);
        Assert.Contains(await other.CheckAsync(), sentence => sentence.StartsWith("The table streams cannot be read to its end (", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("events_key")]
    [InlineData("events_by_command")]
    [InlineData("events_by_clause")]
    public async Task Of_an_index_of_events_no_document_is_hurt(string index)
    {
        var written = await WriteAsync();
        Strike(index, 1, zeroes: false);
        using var storage = PostgresStorage.Open(_connection);
        foreach (var (stream, events) in written)
        {
            Assert.Equal(events, await storage.Log.ReadAllAsync(stream));
            Assert.Equal([events[3]], await storage.Log.FindCommandAsync(stream, "mira", events[3].Command));
            Assert.Equal(events[1..], await storage.Log.ReadClauseAsync(stream, "c1", 1));
        }
    }

    [Theory]
    [InlineData("snapshots", false)]
    [InlineData("snapshots_pkey", false)]
    [InlineData("(SELECT reltoastrelid::regclass FROM pg_class WHERE relname = 'snapshots')", true)]
    [InlineData("(SELECT reltoastrelid::regclass FROM pg_class WHERE relname = 'snapshots')", false)]
    public async Task Of_snapshots_nothing_is_lost_the_next_one_is_saved_and_verify_says_so(string table, bool zeroes)
    {
        var written = await WriteAsync();
        using (var whole = PostgresStorage.Open(_connection))
            Assert.Empty(await whole.CheckAsync());
        Strike(table, 0, zeroes);

        using var storage = PostgresStorage.Open(_connection);
        Assert.Contains(await storage.CheckAsync(), sentence => sentence.Contains("snapshots", StringComparison.Ordinal) && sentence.Contains("Nothing is lost by it", StringComparison.Ordinal));
        foreach (var (stream, events) in written)
        {
            await storage.Log.ReadSnapshotAsync(stream);
            await storage.Log.FindSnapshotAsync(stream);
            Assert.Equal(events, await storage.Log.ReadAllAsync(stream));
            await storage.Log.SaveSnapshotAsync(stream, new Snapshot(1, events[0].Hash, 1, new byte[10]));
            Assert.Equal(1, (await storage.Log.ReadSnapshotAsync(stream))?.Seq);
        }

        Assert.Empty(await storage.CheckAsync());
    }

    private async Task<Dictionary<string, StoredEvent[]>> WriteAsync()
    {
        Dictionary<string, StoredEvent[]> written = [];
        using var storage = PostgresStorage.Open(_connection);
        await storage.Accounts.SavePersonAsync(new Person("mira", "Mira Solberg", DateTimeOffset.UnixEpoch));
        for (var s = 0; s < Streams; s++)
        {
            await storage.Log.CreateAsync($"d.{s}", StreamKind.Document);
            written[$"d.{s}"] = await storage.Log.AppendNextAsync($"d.{s}", Many(Events));
            // What cannot be compressed stands apart.
            await storage.Log.SaveSnapshotAsync($"d.{s}", new Snapshot(Events, written[$"d.{s}"][^1].Hash, 1, RandomNumberGenerator.GetBytes(9000)));
        }

        return written;
    }

    /// <summary>Puts zeroes or noise in the place of a page while the database is down.</summary>
    private void Strike(string relation, int page, bool zeroes)
    {
        Query("VACUUM ANALYZE events, streams");
        var file = Path.Combine(_server.Data, Query($"SELECT pg_relation_filepath({(relation.StartsWith('(') ? relation : $"'{relation}'")})"));
        _server.Stop();
        var bytes = new byte[PageSize];
        if (!zeroes)
            new Random(1).NextBytes(bytes);
        using (var stream = File.OpenWrite(file))
        {
            Assert.InRange(page * PageSize, 0, stream.Length - PageSize);
            stream.Position = (long)page * PageSize;
            stream.Write(bytes);
        }

        _server.Start();
    }

    private string Query(params string[] statements) => _server.Query(_database, statements);

    private static async Task ToTheEndAsync(IEventLog log, string stream, int max)
    {
        for (var seq = 0L; await log.ReadAsync(stream, seq, max) is [.., var last];)
            seq = last.Seq;
    }
}
