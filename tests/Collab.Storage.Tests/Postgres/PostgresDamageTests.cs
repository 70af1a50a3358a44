using Collab.Domain.Events;
using Collab.Storage.Postgres;
using Collab.Testing.Postgres;
using Npgsql;
using static Collab.Storage.Tests.Drafts;

namespace Collab.Storage.Tests.Postgres;

/// <summary>Damage in the tables is found at its seq and never served.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresDamageTests : IDisposable
{
    private const string Stream = "d.resolution";
    private readonly PostgresServer _server;
    private readonly string _database;
    private readonly PostgresStorage _storage;

    public PostgresDamageTests(PostgresFixture fixture)
    {
        _server = fixture.Server;
        var connection = _server.NewDatabase();
        _database = new NpgsqlConnectionStringBuilder(connection).Database!;
        _storage = PostgresStorage.Open(connection);
    }

    private IEventLog Log => _storage.Log;

    [Theory]
    [InlineData("clause", "'c2'")]
    [InlineData("clause", "NULL")]
    [InlineData("actor", "'jonas'")]
    [InlineData("actor", "'\\xff'")]
    [InlineData("command", "gen_random_uuid()")]
    [InlineData("ordinal", "9")]
    [InlineData("kind", "'AnnotationHidden'")]
    [InlineData("at", "at + 1")]
    [InlineData("at", "-1")]
    [InlineData("data", "'{}'")]
    [InlineData("payload", "'{}'")]
    [InlineData("payload", "NULL")]
    [InlineData("salt", "uuid_send(gen_random_uuid())")]
    [InlineData("salt", "NULL")]
    [InlineData("digest", "sha256('x')")]
    [InlineData("digest", "NULL")]
    [InlineData("hash", "sha256('x')")]
    [InlineData("hash", "'x'")]
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lost_tail_is_missed_though_what_is_left_is_a_whole_chain(bool known)
    {
        var written = await WriteFiveAsync();
        Change("DELETE FROM events WHERE stream = 1 AND seq > 3");
        await DamagedAtAsync(4, () => Log.ReadAllAsync(Stream));
        await DamagedAtAsync(4, () => Log.ReadAsync(Stream, 3, 9));
        Assert.Equal(written[..3], await Log.ReadAsync(Stream, 0, 3));

        // Neither a node that remembers the head nor one that has to ask for it goes on behind the gap.
        using var other = PostgresStorage.Open(_server.ConnectionTo(_database));
        await DamagedAtAsync(4, () => (known ? Log : other.Log).AppendAsync(Stream, 5, Seal(Stream, 5, written[4].Hash, Draft())));
        Assert.Equal(2, (await Log.ReadAllAsync("d.other")).Count);
        await Log.AppendNextAsync("d.other", Draft());
    }

    [Fact]
    public async Task Rows_beyond_the_head_are_not_served_and_nothing_is_written_over_them()
    {
        var written = await WriteFiveAsync();
        Change("UPDATE streams SET head = 4, head_hash = (SELECT hash FROM events WHERE stream = 1 AND seq = 4) WHERE key = 1");
        Assert.Equal(written[..4], await Log.ReadAllAsync(Stream));
        await DamagedAtAsync(5, () => Log.AppendAsync(Stream, 4, Seal(Stream, 4, written[3].Hash, Draft())));
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
        Change("UPDATE snapshots SET bytes = 'x'; UPDATE texts SET bytes = 'x'");
        Assert.Null(await Log.ReadSnapshotAsync(Stream));
        var damaged = await Assert.ThrowsAsync<DamagedTextException>(() => Log.ReadTextAsync(text));
        Assert.Equal(text, damaged.Hash);
        await Log.SaveTextAsync("a text"u8.ToArray());
        Assert.NotNull(await Log.ReadTextAsync(text));
    }

    public void Dispose() => _storage.Dispose();

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

    private void Change(string sql) => _server.Query(_database, sql);
}
