using System.Diagnostics;
using System.Text.Json.Nodes;
using Collab.Cluster.Tests.Running;
using Collab.Testing;
using Npgsql;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>
/// Data that released versions wrote, upgraded by the program of today: the export is byte for byte what is kept beside it, also when the
/// program is killed during the upgrade. COLLAB_UPGRADES sets how often that is at moments by chance, from COLLAB_SEED on.
/// </summary>
public sealed class SchemaTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("collab-schema-").FullName;

    private static int Kills => Round.Number("COLLAB_UPGRADES", 2);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("sqlite-1.db", "1")]
    [InlineData("sqlite-2.db", "2")]
    [InlineData("sqlite-3.db", "2")]
    [InlineData("postgres-1.sql", "1")]
    [InlineData("postgres-2.sql", "1")]
    [InlineData("postgres-3.sql", "2")]
    [InlineData("postgres-4.sql", "2")]
    public async Task Data_of_each_released_schema_is_exported_byte_for_byte(string fixture, string export) =>
        await ExportsAsync(Put(fixture), export);

    [Fact]
    public async Task Killed_at_any_moment_of_the_upgrade_of_a_large_file_the_next_start_finishes_it()
    {
        output.WriteLine($"seed {Round.Seed}");
        var random = new Random(Round.Seed);
        var large = Put("sqlite-1.db");
        Grow(Path.Combine(large.Folder, "collab.db"));
        for (var kill = 0; kill < Kills; kill++)
        {
            var data = large with { Folder = Path.Combine(_folder, $"killed-{kill}") };
            Directory.CreateDirectory(data.Folder);
            File.Copy(Path.Combine(large.Folder, "collab.db"), Path.Combine(data.Folder, "collab.db"));
            // The copy is made first, under another name, and then the steps: half of the strikes fall on each.
            var sign = Path.Combine(data.Folder, kill % 2 == 0 ? "collab.db.schema-1.backup.new.partial" : "collab.db.schema-1.backup");
            await KilledAsync(data, () => File.Exists(sign), TimeSpan.FromMilliseconds(kill % 2 == 0 ? random.Next(60) : random.Next(4)));
            output.WriteLine($"killed with {string.Join(", ", Directory.GetFiles(data.Folder).Select(Path.GetFileName).Where(name => name!.Contains("schema", StringComparison.Ordinal)))}");
            await ExportsAsync(data, "1");
            await BackupExportsAsync(Path.Combine(data.Folder, "collab.db.schema-1.backup"));
        }
    }

    /// <summary>A lock that the test holds keeps the upgrade at the step that it is to be struck at.</summary>
    /// <param name="held">The table that is locked.</param>
    [Theory]
    [InlineData("settings")]
    [InlineData("links")]
    public async Task Killed_in_the_backup_or_in_a_step_the_next_node_finishes_the_upgrade_of_the_database(string held)
    {
        var data = Put("postgres-2.sql");
        var backup = Path.Combine(data.Folder, "collab.postgres.schema-2.backup");
        await using (var holder = new NpgsqlConnection($"{data.Connection};Pooling=false"))
        {
            await holder.OpenAsync();
            await using var transaction = await holder.BeginTransactionAsync();
            // The backup reads the settings last but one; a lock that lets it read the links stops the step that changes them.
            await RunAsync(holder, held == "settings" ? "LOCK TABLE settings IN ACCESS EXCLUSIVE MODE" : "LOCK TABLE links IN ACCESS SHARE MODE");
            await KilledAsync(data, () => IsWaiting(data, held), TimeSpan.Zero);
            Assert.Equal(held == "links", File.Exists(backup));
        }

        Assert.Equal("2", Ask(data, "SELECT version FROM schema_version"));
        await ExportsAsync(data, "1");
        Assert.Equal("4", Ask(data, "SELECT version FROM schema_version"));
        await BackupExportsAsync(backup);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Starts the program, and kills it a while after a sign.</summary>
    private static async Task KilledAsync(Data data, Func<bool> sign, TimeSpan after)
    {
        using var process = Executable.Start(["serve", "--urls", $"http://127.0.0.1:{Ports.Free()}", .. data.Arguments]);
        try
        {
            using var enough = new CancellationTokenSource(Patience.Long);
            while (!sign() && !process.HasExited)
                enough.Token.ThrowIfCancellationRequested();
            Assert.False(process.HasExited, "It ended by itself.");
            for (var seen = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(seen) < after;)
                Thread.SpinWait(100);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private bool IsWaiting(Data data, string table) =>
        Ask(data, $"SELECT count(*) FROM pg_locks WHERE relation = '{table}'::regclass AND NOT granted") != "0";

    private string Ask(Data data, string sql) => postgres.Server.Query(new NpgsqlConnectionStringBuilder(data.Connection).Database!, sql);

    private async Task BackupExportsAsync(string backup)
    {
        var restored = new Data(Path.Combine(_folder, $"restored-{Guid.NewGuid():n}"), null);
        (await Executable.RunAsync(["restore", backup, .. restored.Arguments])).Demand();
        await ExportsAsync(restored, "1", sameEpoch: false);
    }

    /// <param name="sameEpoch">Whether it is the same log; one that was restored has another epoch, and nothing else.</param>
    private static async Task ExportsAsync(Data data, string export, bool sameEpoch = true)
    {
        var expected = await File.ReadAllTextAsync(In($"export-{export}.json"));
        var document = (string)JsonNode.Parse(expected)!["document"]!["id"]!;
        var exported = (await Executable.RunAsync(["export", document, "--format", "json", .. data.Arguments])).Demand();
        if (!sameEpoch)
            expected = expected.Replace(EpochOf(expected), EpochOf(exported.Out), StringComparison.Ordinal);
        Assert.Equal(expected, exported.Out);

        static string EpochOf(string json) => (string)JsonNode.Parse(json)!["head"]!["epoch"]!;
    }

    /// <summary>A copy of data that a released version wrote.</summary>
    private Data Put(string fixture)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, fixture)).FullName;
        if (fixture.EndsWith(".db", StringComparison.Ordinal))
        {
            File.Copy(In(fixture), Path.Combine(folder, "collab.db"));
            return new Data(folder, null);
        }

        var connection = postgres.Server.NewDatabase();
        postgres.Server.Load(new NpgsqlConnectionStringBuilder(connection).Database!, In(fixture));
        return new Data(folder, connection);
    }

    /// <summary>Makes the file large, so that an upgrade takes its time.</summary>
    private static void Grow(string file)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            PRAGMA synchronous = OFF;
            INSERT INTO texts (hash, bytes) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40) SELECT randomblob(32), randomblob(1000000) FROM n
            """;
        command.ExecuteNonQuery();
    }

    private static string In(string name) => Path.Combine(AppContext.BaseDirectory, "Schemas", name);

    private sealed record Data(string Folder, string? Connection)
    {
        public string[] Arguments => ["--data", Folder, .. Connection is null ? Array.Empty<string>() : ["--storage", "postgres", "--connection", Connection]];
    }
}
