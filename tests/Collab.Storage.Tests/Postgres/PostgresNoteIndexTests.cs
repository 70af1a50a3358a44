namespace Collab.Storage.Tests.Postgres;

[Collection(PostgresCollection.Name)]
public sealed class PostgresNoteIndexTests(PostgresFixture fixture) : NoteIndexContract(new PostgresPlace(fixture.Server))
{
    private readonly PostgresFixture _fixture = fixture;

    [Fact]
    public async Task A_table_that_somebody_dropped_is_made_again()
    {
        await FillAsync();
        Place.Change($"DROP TABLE {Collab.Storage.Postgres.IndexTables.Words}, {Collab.Storage.Postgres.IndexTables.Documents}");
        Assert.Equal("0: ", await FoundAsync("claim"));
        await FillAsync();
        Assert.Equal("20: 1 2 11 13", await FoundAsync("claim"));
    }

    [Fact]
    public async Task Tables_of_a_version_that_cut_texts_otherwise_are_dropped()
    {
        Place.Change("CREATE TABLE note_words_0 (document bigint, words tsvector); CREATE TABLE note_index_0 (document bigint)");
        await FillAsync();
        Assert.Equal("t", Place.Change("SELECT to_regclass('note_words_0') IS NULL AND to_regclass('note_index_0') IS NULL").Trim());
    }

    protected override Place Another() => new PostgresPlace(_fixture.Server);
}
