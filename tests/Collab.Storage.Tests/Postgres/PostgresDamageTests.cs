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

    [Fact]
    public async Task Rows_beyond_the_head_are_not_served_and_nothing_is_written_over_them()
    {
        var written = await WriteFiveAsync();
        Place.Change("UPDATE streams SET head = 4, head_hash = (SELECT hash FROM events WHERE stream = 1 AND seq = 4) WHERE key = 1");
        Assert.Equal(written[..4], await Log.ReadAllAsync(Stream));
        await DamagedAtAsync(5, () => Log.AppendAsync(Stream, 4, Seal(Stream, 4, written[3].Hash, Draft())));
    }

    protected override Place Another() => new PostgresPlace(fixture.Server);

    protected override string Unbound(string sql) => $"SET session_replication_role = replica; {sql}";

    protected override string Text(string text) => Place.Literal(Encoding.Latin1.GetBytes(text));
}
