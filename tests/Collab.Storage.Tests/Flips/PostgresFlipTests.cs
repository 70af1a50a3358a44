using System.Globalization;
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

    // A stream whose epoch is another epoch is another log to its readers, and that is all that it is.
    private static readonly string[] Heads =
    [
        "UPDATE streams SET head = head # (1::bigint << {0} % 12) {1}",
        "UPDATE streams SET head_hash = set_bit(head_hash, {0} % 256, 1 - get_bit(head_hash, {0} % 256)) {1}",
        "UPDATE streams SET epoch = substring(epoch FROM 1 FOR {0} % 16) {1}",
        "UPDATE streams SET kind = 'd' || kind {1}",
        "UPDATE streams SET id = set_bit(id, {0} % 16, 1 - get_bit(id, {0} % 16)) {1}",
        "DELETE FROM streams {1}",
    ];

    [Fact]
    public async Task Whatever_is_flipped_cut_off_or_lost_nothing_wrong_is_read_and_whole_documents_are_unhurt()
    {
        using var place = new PostgresPlace(fixture.Server);
        using var storage = place.Open();
        var story = await Story.WriteAsync(storage.Log, () => { });
        await using var behind = new NpgsqlConnection(place.Connection);
        await behind.OpenAsync();
        await RunAsync("CREATE TABLE kept AS TABLE events; CREATE TABLE kept_streams AS TABLE streams; CREATE TABLE kept_snapshots AS TABLE snapshots");
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

        await StrikeHeadsAsync();
        await StrikeSnapshotsAsync();
        Assert.False(await story.CheckAsync(storage.Log, story.Written.Keys.ToHashSet(), "in the end"));
        output.WriteLine($"flips in rows {Round.Seed}–{Round.Seed + Rounds.Postgres - 1}: all said to be damaged");

        async Task StrikeHeadsAsync()
        {
            // A row of a stream can be lost behind the back of the keys alone.
            await RunAsync("SET session_replication_role = replica");
            for (var seed = Round.Seed; seed < Round.Seed + Math.Max(Rounds.Postgres, Heads.Length); seed++)
            {
                var (random, key) = (new Random(seed), 1 + (seed / Heads.Length % story.Written.Count));
                var strike = string.Format(CultureInfo.InvariantCulture, Heads[seed % Heads.Length], random.Next(), $"WHERE key = {key}");
                Assert.True(await RunAsync(strike) == 1, $"seed {seed}: nothing was struck by {strike}");
                await story.CheckAsync(storage.Log, story.Written.Keys.Where((_, i) => i + 1 != key).ToHashSet(), $"seed {seed}: {strike}", headsToo: true);
                Assert.True(await IsNamedAsync(storage), $"seed {seed}: not named: {strike}");
                await RunAsync($"DELETE FROM streams WHERE key = {key}; INSERT INTO streams OVERRIDING SYSTEM VALUE SELECT * FROM kept_streams WHERE key = {key}");
            }
        }

        async Task StrikeSnapshotsAsync()
        {
            string[] columns = ["hash", "bytes", "digest"];
            for (var seed = Round.Seed; seed < Round.Seed + Rounds.Postgres; seed++)
            {
                var (random, column) = (new Random(seed), columns[seed % columns.Length]);
                var stream = story.Written.Keys.ElementAt(random.Next(story.Written.Count));
                var of = $"WHERE stream = (SELECT key FROM streams WHERE id = '{stream}')";
                var bit = $"{random.Next()} % (8 * length({column}))::integer";
                await RunAsync($"UPDATE snapshots SET {column} = set_bit({column}, {bit}, 1 - get_bit({column}, {bit})) {of}");
                Assert.True(await storage.Log.ReadSnapshotAsync(stream) is null, $"seed {seed}: a snapshot with another {column} was answered");
                await RunAsync($"DELETE FROM snapshots {of}; INSERT INTO snapshots SELECT * FROM kept_snapshots {of}");
                Assert.NotNull(await storage.Log.ReadSnapshotAsync(stream));
            }
        }

        async Task<int> RunAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, behind);
            return await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>What the command verify says: the streams that do not read, and what the storage finds wrong beside them.</summary>
    private static async Task<bool> IsNamedAsync(IStorage storage)
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
}
