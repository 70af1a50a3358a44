using System.Text;
using Collab.Storage.Postgres;
using static Collab.Storage.Tests.Drafts;

namespace Collab.Storage.Tests.Postgres;

[Collection(PostgresCollection.Name)]
public sealed class PostgresDamageTests(PostgresFixture fixture) : DamageContract(new PostgresPlace(fixture.Server))
{
    private const string Stream = "d.resolution";

    protected override string AnyCommand => "gen_random_uuid()";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Neither_a_node_that_remembers_the_head_nor_one_that_asks_for_it_goes_on_behind_a_lost_tail(bool remembers)
    {
        var written = await WriteFiveAsync();
        Place.Change("DELETE FROM events WHERE stream = 1 AND seq > 3");
        using var other = PostgresStorage.Open(((PostgresPlace)Place).Connection);
        await DamagedAtAsync(4, () => (remembers ? Log : other.Log).AppendAsync(Stream, 5, Seal(Stream, 5, written[4].Hash, Draft())));
    }

    [Theory]
    [InlineData("head = 4", 5)]
    [InlineData("head = 4, head_hash = (SELECT hash FROM events WHERE stream = 1 AND seq = 4)", 5)]
    [InlineData("head = 0", 1)]
    [InlineData("head = 6", 6)]
    [InlineData("head_hash = set_bit(head_hash, 9, 1 - get_bit(head_hash, 9))", 6)]
    [InlineData("epoch = ''", 1)]
    public async Task A_damaged_head_is_found_with_the_whole_part_before_it_and_nothing_is_written_behind_it(string change, int seq)
    {
        var written = await WriteFiveAsync();
        Place.Change($"UPDATE streams SET {change} WHERE key = 1");
        await DamagedAtAsync(seq, () => Log.ReadAllAsync(Stream));
        if (seq > 1)
            Assert.Equal(written[..(seq - 1)], await Log.ReadAsync(Stream, 0, seq - 1));

        using var other = PostgresStorage.Open(((PostgresPlace)Place).Connection);
        foreach (var log in new[] { Log, other.Log })
        {
            // Whoever decided by another head is told of the conflict, reads on from what it knows, and finds the damage.
            var refused = await Assert.ThrowsAnyAsync<Exception>(() => log.AppendAsync(Stream, 5, Seal(Stream, 5, written[4].Hash, Draft())));
            Assert.True(refused is DamagedStreamException or StreamConflictException, $"{refused}");
            if (!change.StartsWith("head =", StringComparison.Ordinal))
                Assert.IsType<DamagedStreamException>(refused);
            if (refused is StreamConflictException)
                await DamagedAtAsync(seq, () => log.ReadAsync(Stream, 5, 9));
        }

        // Who follows a head that has gone back would write over what stands there.
        if (change.StartsWith("head = 4, head_hash", StringComparison.Ordinal))
            await DamagedAtAsync(5, () => other.Log.AppendAsync(Stream, 4, Seal(Stream, 4, written[3].Hash, Draft())));
        Assert.Equal("5", Place.Change("SELECT count(*) FROM events WHERE stream = 1"));
        Assert.Equal(2, (await Log.ReadAllAsync("d.other")).Count);
    }

    [Fact]
    public async Task A_stream_whose_row_is_lost_is_named()
    {
        await WriteFiveAsync();
        Place.Change(Unbound("DELETE FROM streams WHERE key = 1"));
        using var storage = Place.Open();
        Assert.Equal(["The stream with the key 1 is gone. Restore a backup to get it back."], await storage.CheckAsync());
    }

    protected override Place Another() => new PostgresPlace(fixture.Server);

    protected override string Unbound(string sql) => $"SET session_replication_role = replica; {sql}";

    protected override string Text(string text) => Place.Literal(Encoding.Latin1.GetBytes(text));
}
