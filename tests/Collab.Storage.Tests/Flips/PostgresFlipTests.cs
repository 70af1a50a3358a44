using Collab.Storage.Tests.Postgres;
using Collab.Testing;
using Npgsql;
using Xunit.Abstractions;

namespace Collab.Storage.Tests.Flips;

/// <summary>Bits that flip in rows of PostgreSQL, whose own pages may have checksums, and rows that are cut short or lost.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresFlipTests(PostgresFixture fixture, ITestOutputHelper output)
{
    private static readonly string[] Columns = ["clause", "actor", "kind", "data", "payload", "salt", "digest", "hash"];

    [Fact]
    public async Task Whatever_is_flipped_cut_off_or_lost_nothing_wrong_is_read_and_whole_documents_are_unhurt()
    {
        using var place = new PostgresPlace(fixture.Server);
        using var storage = place.Open();
        var story = await Story.WriteAsync(storage.Log, () => { });
        await using var behind = new NpgsqlConnection(place.Connection);
        await behind.OpenAsync();
        await RunAsync("CREATE TABLE kept AS TABLE events");
        for (var seed = Round.Seed; seed < Round.Seed + Rounds.Postgres; seed++)
        {
            var random = new Random(seed);
            var stream = story.Written.Keys.ElementAt(random.Next(story.Written.Count));
            var (seq, column) = (random.Next(1, story.Written[stream].Count + 1), Columns[random.Next(Columns.Length)]);
            var of = $"WHERE stream = (SELECT key FROM streams WHERE id = '{stream}')";
            var strike = random.Next(5) switch
            {
                0 => $"DELETE FROM events {of} AND seq >= {seq}",
                1 => $"UPDATE events SET {column} = substring({column} FROM 1 FOR length({column}) - 1) {of} AND seq = {seq}",
                _ => $"UPDATE events SET {column} = set_bit({column}, b, 1 - get_bit({column}, b)) FROM (SELECT {random.Next()} % (8 * length({column}))::integer AS b FROM events {of} AND seq = {seq}) one {of} AND seq = {seq}",
            };
            Assert.True(await RunAsync(strike) > 0, $"seed {seed}: nothing was struck by {strike}");
            Assert.True(await story.CheckAsync(storage.Log, story.Written.Keys.Where(other => other != stream).ToHashSet(), $"seed {seed}: {strike}"), $"seed {seed}: not seen: {strike}");
            await RunAsync($"DELETE FROM events {of}; INSERT INTO events SELECT * FROM kept {of}");
        }

        Assert.False(await story.CheckAsync(storage.Log, story.Written.Keys.ToHashSet(), "in the end"));
        output.WriteLine($"flips in rows {Round.Seed}–{Round.Seed + Rounds.Postgres - 1}: all said to be damaged");

        async Task<int> RunAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, behind);
            return await command.ExecuteNonQueryAsync();
        }
    }
}
