using System.Diagnostics;
using Collab.Cluster.Tests.Running;
using Collab.Domain.Events;
using Collab.Storage.Postgres;
using Collab.Testing.Postgres;
using Npgsql;
using static Collab.Storage.Tests.Drafts;

namespace Collab.Storage.Tests.Postgres;

/// <summary>What goes wrong between the program and PostgreSQL: every answer comes within three seconds and says what is certain.</summary>
[Collection(PostgresCollection.Name)]
public sealed partial class PostgresFaultTests : IDisposable
{
    private const string Stream = "d.resolution";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    // Between two looks at what only polling can see.
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    private readonly PostgresServer _server;
    private readonly string _database;
    private readonly string _connection;
    private PostgresStorage? _storage;

    public PostgresFaultTests(PostgresFixture fixture)
    {
        _server = fixture.Server;
        _connection = _server.NewDatabase();
        _database = new NpgsqlConnectionStringBuilder(_connection).Database!;
    }

    private IEventLog Log => (_storage ??= PostgresStorage.Open(_connection)).Log;

    [Fact]
    public async Task While_the_database_is_paused_every_answer_comes_in_time_and_unknown_writes_are_settled_by_their_command()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        var written = await Log.AppendNextAsync(Stream, Many(2));
        var command = Guid.NewGuid();
        var events = Seal(Stream, 2, written[1].Hash, Draft(command: command));
        _server.Pause();
        try
        {
            await InTimeAsync(async () => await Assert.ThrowsAsync<OutcomeUnknownException>(() => Log.AppendAsync(Stream, 2, events)));

            // Behind it nothing is sent any more, so that is certain.
            await InTimeAsync(async () => await Assert.ThrowsAsync<StorageUnavailableException>(() => Log.AppendAsync(Stream, 2, events)));
            await InTimeAsync(() => Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Assert.ThrowsAsync<StorageUnavailableException>(() => Log.ReadAllAsync(Stream)))));
        }
        finally
        {
            _server.Resume();
        }

        await ResumesAsync(async () =>
        {
            if ((await Log.FindCommandAsync(Stream, "mira", command)).Count == 0)
                await Log.AppendAsync(Stream, 2, events);
        });
        Assert.Equal([.. written, .. events], await Log.ReadAllAsync(Stream));
    }

    [Fact]
    public void Whatever_the_database_says_a_commit_is_on_the_disk_before_it_is_acknowledged()
    {
        _server.Query(_database, $"ALTER DATABASE {_database} SET synchronous_commit = off");
        using var link = new Collab.Storage.Postgres.Link(ConnectionSettings.Parse(_connection));
        using var row = link.Open().Query("SHOW synchronous_commit");
        Assert.True(row.Read());
        Assert.Equal("on", row.GetString(0));
    }

    [Fact]
    public async Task A_paused_database_does_not_hold_up_the_rest_of_the_program()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Log.ReadAllAsync(Stream)));
        _server.Pause();
        try
        {
            var reads = Enumerable.Range(0, 200).Select(_ => Log.ReadAllAsync(Stream)).ToList();
            var waited = Stopwatch.StartNew();
            var longest = TimeSpan.Zero;
            while (waited.Elapsed < 2 * Limit)
            {
                var began = Stopwatch.GetTimestamp();
                await Task.Run(() => { });
                longest = Stopwatch.GetElapsedTime(began) > longest ? Stopwatch.GetElapsedTime(began) : longest;
                await Task.Delay(Poll);
            }

            await Task.WhenAll(reads.Select(read => Assert.ThrowsAsync<StorageUnavailableException>(() => read)));
            Assert.True(longest < TimeSpan.FromSeconds(1), $"The thread pool stood still for {longest}.");
        }
        finally
        {
            _server.Resume();
        }

        await ResumesAsync(() => Log.ReadAllAsync(Stream));
    }

    [Fact]
    public async Task A_database_that_crashed_is_said_to_be_away_and_all_that_was_acknowledged_is_there_again()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        List<StoredEvent> acknowledged = [.. await Log.AppendNextAsync(Stream, Many(20))];
        _server.Kill();
        await InTimeAsync(async () => await Assert.ThrowsAnyAsync<StorageUnavailableException>(() => Log.ReadAllAsync(Stream)));
        var next = Seal(Stream, 20, acknowledged[^1].Hash, Draft());
        await InTimeAsync(async () => Assert.True(await Record.ExceptionAsync(() => Log.AppendAsync(Stream, 20, next)) is StorageUnavailableException or OutcomeUnknownException));
        var refused = await Assert.ThrowsAnyAsync<StorageUnavailableException>(() => Log.FindAsync(Stream));
        Assert.Contains("Nothing listens at 127.0.0.1", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("made-up-secret", refused.ToString(), StringComparison.Ordinal);
        _server.Start();
        await ResumesAsync(() => Log.AppendAsync(Stream, 20, next));
        Assert.Equal([.. acknowledged, .. next], await Log.ReadAllAsync(Stream));
    }

    [Fact]
    public async Task Connections_that_were_ended_while_nobody_used_them_are_replaced_unseen()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Log.ReadAllAsync(Stream)));
        List<StoredEvent> written = [.. await Log.AppendNextAsync(Stream, Draft())];
        for (var round = 0; round < 3; round++)
        {
            EndSessions();
            written.AddRange(await Log.AppendNextAsync(Stream, Draft()));
            EndSessions();
            Assert.Equal(written, await Log.ReadAllAsync(Stream));
        }
    }

    [Fact]
    public async Task An_append_whose_answer_was_lost_is_asked_again_and_found_to_be_written()
    {
        await using var proxy = TcpProxy.Start(new Uri($"http://127.0.0.1:{_server.Port}"));
        using var storage = PostgresStorage.Open(_connection.Replace($"Port={_server.Port}", $"Port={proxy.Address.Port}", StringComparison.Ordinal));
        await storage.Log.CreateAsync(Stream, StreamKind.Document);
        var written = await storage.Log.AppendNextAsync(Stream, Many(2));
        var events = Seal(Stream, 2, written[1].Hash, Draft(), Draft());
        proxy.Strike(new LinkFate(LinkFault.Swallow));
        var append = storage.Log.AppendAsync(Stream, 2, events);
        await UntilAsync(() => _server.Query(_database, "SELECT max(head) FROM streams") == "4");
        proxy.Heal();
        proxy.Cut();
        await append;
        Assert.Equal([.. written, .. events], await storage.Log.ReadAllAsync(Stream));
        await storage.Log.AppendNextAsync(Stream, Draft());
    }

    [Fact]
    public async Task Another_writers_events_are_not_taken_for_those_whose_answer_was_lost()
    {
        await using var proxy = TcpProxy.Start(new Uri($"http://127.0.0.1:{_server.Port}"));
        using var storage = PostgresStorage.Open(_connection.Replace($"Port={_server.Port}", $"Port={proxy.Address.Port}", StringComparison.Ordinal));
        await storage.Log.CreateAsync(Stream, StreamKind.Document);
        var written = await storage.Log.AppendNextAsync(Stream, Draft());

        // The first attempt waits for a row that somebody holds, and is lost there.
        await using var holder = new NpgsqlConnection(_connection);
        await holder.OpenAsync();
        await using var held = await holder.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("SELECT FROM streams FOR UPDATE", holder, held))
            await hold.ExecuteNonQueryAsync();
        var append = storage.Log.AppendAsync(Stream, 1, Seal(Stream, 1, written[0].Hash, Draft()));
        await UntilAsync(() => _server.Query(_database, "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()") == "1");
        EndSessions("wait_event_type = 'Lock'");
        await held.RollbackAsync();
        var theirs = Seal(Stream, 1, written[0].Hash, Draft());
        var rival = Record.ExceptionAsync(() => Log.AppendAsync(Stream, 1, theirs));
        var outcomes = new[] { await Record.ExceptionAsync(() => append), await rival };
        Assert.Single(outcomes, outcome => outcome is null);
        Assert.Single(outcomes, outcome => outcome is StreamConflictException);
        Assert.Equal(2, (await Log.ReadAllAsync(Stream)).Count);
    }

    [Fact]
    public async Task A_statement_that_waits_too_long_is_given_up_by_the_database_and_has_written_nothing()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        await using (var holder = new NpgsqlConnection(_connection))
        {
            await holder.OpenAsync();
            await using var held = await holder.BeginTransactionAsync();
            await using var hold = new NpgsqlCommand("SELECT FROM streams FOR UPDATE", holder, held);
            await hold.ExecuteNonQueryAsync();
            var refused = await InTimeAsync(() => Assert.ThrowsAsync<StorageUnavailableException>(() => Log.AppendNextAsync(Stream, Draft())));
            Assert.Contains("took too long", refused.Message, StringComparison.Ordinal);
        }

        Assert.Empty(await Log.ReadAllAsync(Stream));
        await Log.AppendNextAsync(Stream, Draft());
    }

    [Fact]
    public async Task A_database_without_a_connection_left_says_so_and_writing_resumes()
    {
        _server.Query(_database, $"CREATE ROLE few_{_database} LOGIN; GRANT ALL ON SCHEMA public TO few_{_database}");
        using var storage = PostgresStorage.Open(_connection.Replace("Username=postgres", $"Username=few_{_database}", StringComparison.Ordinal));
        await storage.Log.CreateAsync(Stream, StreamKind.Document);
        var written = await storage.Log.AppendNextAsync(Stream, Draft());
        _server.Query(_database, $"ALTER ROLE few_{_database} CONNECTION LIMIT 0");
        EndSessions();
        var next = Seal(Stream, 1, written[0].Hash, Draft());
        await InTimeAsync(() => Record.ExceptionAsync(() => storage.Log.AppendAsync(Stream, 1, next)));
        var refused = await InTimeAsync(() => Assert.ThrowsAsync<StorageUnavailableException>(() => storage.Log.AppendAsync(Stream, 1, next)));
        Assert.Contains("no connection left", refused.Message, StringComparison.Ordinal);
        _server.Query(_database, $"ALTER ROLE few_{_database} CONNECTION LIMIT -1");
        await ResumesAsync(() => storage.Log.AppendAsync(Stream, 1, next));
        Assert.Equal([.. written, .. next], await storage.Log.ReadAllAsync(Stream));
    }

    [Fact]
    public async Task A_read_only_database_refuses_writes_reading_goes_on_and_writing_resumes()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        var written = await Log.AppendNextAsync(Stream, Draft());
        var next = Seal(Stream, 1, written[0].Hash, Draft());
        _server.Query(_database, $"ALTER DATABASE {_database} SET default_transaction_read_only = on");
        EndSessions();
        var refused = await InTimeAsync(() => Assert.ThrowsAsync<StorageUnavailableException>(async () =>
        {
            // The first is asked again over a new connection, and so is not certain of its first attempt.
            if (await Record.ExceptionAsync(() => Log.AppendAsync(Stream, 1, next)) is OutcomeUnknownException)
                await Log.AppendAsync(Stream, 1, next);
        }));
        Assert.Contains("read-only", refused.Message, StringComparison.Ordinal);
        Assert.Equal(written, await Log.ReadAllAsync(Stream));
        _server.Query("postgres", $"ALTER DATABASE {_database} RESET default_transaction_read_only");
        EndSessions();
        await ResumesAsync(() => Log.AppendAsync(Stream, 1, next));
        Assert.Equal([.. written, .. next], await Log.ReadAllAsync(Stream));
    }

    [Fact]
    public async Task A_full_disk_is_said_to_be_full_reading_goes_on_and_writing_resumes()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        var written = await Log.AppendNextAsync(Stream, Draft());
        _server.Query(_database, """
            CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN RAISE EXCEPTION 'no space' USING ERRCODE = 'disk_full'; END $f$;
            CREATE TRIGGER full_disk BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION full_disk();
            """);
        var full = await Assert.ThrowsAsync<StorageFullException>(() => Log.AppendNextAsync(Stream, Draft()));
        Assert.Contains("Free space", full.Message, StringComparison.Ordinal);
        Assert.Equal(written, await Log.ReadAllAsync(Stream));
        _server.Query(_database, "DROP TRIGGER full_disk ON events");
        await ResumesAsync(() => Log.AppendNextAsync(Stream, Draft()));
        Assert.Equal(2, (await Log.ReadAllAsync(Stream)).Count);
    }

    [Fact]
    public async Task What_is_queued_when_the_storage_closes_is_written_and_what_comes_later_is_refused()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        var append = Log.AppendAsync(Stream, 0, Seal(Stream, 0, EventChain.Genesis(Stream), Draft()));
        _storage!.Dispose();
        await append;
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Log.AppendAsync(Stream, 1, Seal(Stream, 1, new byte[32], Draft())));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Log.ReadAllAsync(Stream));
        _storage = null;
        Assert.Single(await Log.ReadAllAsync(Stream));
    }

    public void Dispose() => _storage?.Dispose();
}
