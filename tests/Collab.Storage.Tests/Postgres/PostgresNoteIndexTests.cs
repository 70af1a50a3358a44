using Collab.Domain.Search;
using Collab.Storage.Postgres;

namespace Collab.Storage.Tests.Postgres;

[Collection(PostgresCollection.Name)]
public sealed class PostgresNoteIndexTests(PostgresFixture fixture) : NoteIndexContract(new PostgresPlace(fixture.Server))
{
    private readonly PostgresFixture _fixture = fixture;

    [Fact]
    public async Task A_table_that_somebody_dropped_is_made_again()
    {
        await FillAsync();
        Place.Change($"DROP TABLE {IndexTables.Words}, {IndexTables.Documents}");
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

    [Fact]
    public async Task A_word_that_stands_in_every_note_is_looked_up_in_the_index_whatever_the_planner_knows()
    {
        await FillAsync();
        Place.Change($"INSERT INTO {IndexTables.Words} SELECT w.document, n, w.seq, w.words FROM {IndexTables.Words} w, generate_series(1001, 6000) n WHERE w.number = 1; SELECT gin_clean_pending_list('{IndexTables.ByWord}'); ANALYZE {IndexTables.Words}");
        var asked = PostgresNoteIndex.Finding.Replace("$1", "1").Replace("$2", "'\\x00'").Replace("$3", $"$$'{IndexedNote.Every}'$$");
        var plan = Place.Change($"EXPLAIN {asked}");
        Assert.Contains($"Bitmap Index Scan on {IndexTables.ByWord}", plan);
    }

    protected override Place Another() => new PostgresPlace(_fixture.Server);
}
