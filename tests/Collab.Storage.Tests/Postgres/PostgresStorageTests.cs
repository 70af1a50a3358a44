using Collab.Domain.Events;
using Collab.Storage.Accounts;
using Collab.Storage.Erasures;
using Collab.Storage.Postgres;
using Collab.Storage.Sqlite;
using Collab.Testing.Postgres;
using Npgsql;
using static Collab.Storage.Tests.Drafts;
using PostgresMigrations = Collab.Storage.Postgres.Migrations;

namespace Collab.Storage.Tests.Postgres;

/// <summary>The schema and its versions, backups, and the way from one storage to the other.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresStorageTests : IDisposable
{
    private const string Stream = "d.resolution";

    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 30, 0, TimeSpan.Zero);
    private static readonly int Newest = PostgresMigrations.All[^1].Version;
    private static readonly Migration Next = new(Newest + 1, "ALTER TABLE streams ADD COLUMN remark text; UPDATE streams SET remark = 'new'");

    private readonly PostgresServer _server;
    private readonly string _connection;
    private readonly TemporaryFolder _folder = new();

    public PostgresStorageTests(PostgresFixture fixture)
    {
        _server = fixture.Server;
        _connection = _server.NewDatabase();
    }

    [Fact]
    public async Task Older_data_is_backed_up_and_upgraded_once_however_many_nodes_start()
    {
        var written = await WriteAsync(_connection);
        string[] folders = [.. Enumerable.Range(0, 4).Select(node => Directory.CreateDirectory(_folder.File($"node-{node}")).FullName)];
        folders.AsParallel().WithDegreeOfParallelism(folders.Length).ForAll(folder => PostgresStorage.Open(_connection, folder, [.. PostgresMigrations.All, Next]).Dispose());
        Assert.Equal("new", Change("SELECT remark FROM streams"));
        Assert.Single(folders.SelectMany(Directory.GetFiles));
        using var upgraded = PostgresStorage.Open(_connection, null, [.. PostgresMigrations.All, Next]);
        Assert.Equal(written, await upgraded.Log.ReadAllAsync(Stream));
    }

    [Fact]
    public void To_look_at_an_empty_database_makes_nothing_in_it()
    {
        var refused = Assert.Throws<StorageUnavailableException>(() => PostgresStorage.OpenExisting(_connection));
        Assert.Contains("There is no data", refused.Message, StringComparison.Ordinal);
        Assert.Equal("0", Change("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Pasword=made-up-secret")]
    [InlineData("Username=mira;Password=made-up-secret")]
    [InlineData("made-up-secret")]
    [InlineData("Host=127.0.0.1;Port=1;Username=mira;Password=made-up-secret;Database=collab")]
    [InlineData("Host=nowhere.invalid;Username=mira;Password=made-up-secret;Database=collab")]
    public void A_connection_that_cannot_be_used_is_refused_at_once_and_the_password_is_not_repeated(string connection)
    {
        var asked = System.Diagnostics.Stopwatch.StartNew();
        var refused = Assert.Throws<StorageUnavailableException>(() => PostgresStorage.Open(connection));
        Assert.True(asked.Elapsed < TimeSpan.FromSeconds(5), $"It took {asked.Elapsed}.");
        Assert.DoesNotContain("made-up-secret", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_that_does_not_exist_is_named()
    {
        var refused = Assert.Throws<StorageUnavailableException>(() => PostgresStorage.Open(_server.ConnectionTo("nowhere")));
        Assert.Contains($"There is no database 127.0.0.1:{_server.Port}/nowhere. Create it", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_restore_is_to_erase_is_in_the_database_with_the_data()
    {
        var (list, erasure) = (new ErasureList(_folder.File("list")), new Erasure("later", DateTimeOffset.UnixEpoch, Person: "person"));
        list.Add(erasure);
        using (var sqlite = SqliteStorage.Open(_folder.File("older")))
            await sqlite.BackupAsync(_folder.File("older.backup"));
        PostgresStorage.Restore(_folder.File("older.backup"), _connection, null, list.File);
        using var postgres = PostgresStorage.OpenExisting(_connection);
        Assert.Equal([erasure], await new ErasureList(_folder.File("of another node")).PendingAsync(postgres.Accounts));
    }

    [Fact]
    public async Task A_text_that_PostgreSQL_cannot_keep_is_named_and_nothing_is_restored()
    {
        using (var sqlite = SqliteStorage.Open(_folder.File("odd")))
        {
            await sqlite.Accounts.SavePersonAsync(new Person("p-odd", "Mi\0ra", Now));
            await sqlite.BackupAsync(_folder.File("odd.backup"));
        }

        var refused = Assert.Throws<InvalidDataException>(() => PostgresStorage.Restore(_folder.File("odd.backup"), _connection));
        Assert.Contains("people p-odd: “display_name” has a character U+0000", refused.Message, StringComparison.Ordinal);
        Assert.Equal("0", Change("SELECT count(*) FROM people"));
    }

    [Fact]
    public async Task A_backup_whose_snapshots_are_damaged_moves_without_them()
    {
        var backup = _folder.File("first.backup");
        using (var sqlite = SqliteStorage.Open(_folder.File("first")))
        {
            await FillAsync(sqlite);
            await sqlite.BackupAsync(backup);
        }

        long page;
        using (var database = Database.Open(backup, SQLitePCL.raw.SQLITE_OPEN_READWRITE))
        {
            using var row = database.Prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'snapshots'");
            row.Step();
            page = row.Number(0);
        }

        using (var file = File.OpenWrite(backup))
        {
            file.Position = (page - 1) * 4096;
            file.Write(new byte[4096]);
        }

        PostgresStorage.Restore(backup, _connection);
        using var postgres = PostgresStorage.Open(_connection);
        Assert.Equal(4, (await postgres.Log.ReadAllAsync(Stream)).Count);
        Assert.Null(await postgres.Log.ReadSnapshotAsync(Stream));
    }

    [Fact]
    public async Task A_whole_server_moves_to_PostgreSQL_and_back_and_every_row_is_as_it_was()
    {
        using (var sqlite = SqliteStorage.Open(_folder.File("first")))
        {
            await FillAsync(sqlite);
            await sqlite.BackupAsync(_folder.File("first.backup"));
        }

        PostgresStorage.Restore(_folder.File("first.backup"), _connection);
        using (var postgres = PostgresStorage.Open(_connection))
        {
            await postgres.BackupAsync(_folder.File("second.backup"));
            var events = await postgres.Log.ReadAllAsync(Stream);
            Assert.Equal(4, events.Count);
            Assert.True(events[1].IsErased);
            Assert.Equal(4, (await postgres.Log.ReadSnapshotAsync(Stream))!.Seq);

            // Numbers go on behind those that came along.
            await postgres.Log.CreateAsync("d.new", StreamKind.Document);
            await postgres.Log.AppendNextAsync("d.new", Draft());
            await postgres.Log.AppendNextAsync(Stream, Draft());
            await postgres.Accounts.SaveKeyAsync("key-3", "<key>3</key>");
            Assert.Equal(["<key>1</key>", "<key>2</key>", "<key>3</key>"], await postgres.Accounts.ListKeysAsync());
        }

        SqliteStorage.Restore(_folder.File("second.backup"), _folder.File("second"));
        var (first, second) = (BackupRows.Read(_folder.File("first.backup")), BackupRows.Read(_folder.File("second.backup")));
        Assert.Equal(first.Keys, second.Keys);
        foreach (var table in first.Keys)
        {
            Assert.NotEmpty(first[table]);
            Assert.Equal(first[table], second[table]);
        }

        using var back = SqliteStorage.Open(_folder.File("second"));
        Assert.Equal(4, (await back.Log.ReadAllAsync(Stream)).Count);
        await back.Log.AppendNextAsync(Stream, Draft());
    }

    public void Dispose() => _folder.Dispose();

    private string Change(string sql) => _server.Query(new NpgsqlConnectionStringBuilder(_connection).Database!, sql);

    private static async Task<StoredEvent[]> WriteAsync(string connection)
    {
        using var storage = PostgresStorage.Open(connection);
        await storage.Log.CreateAsync(Stream, StreamKind.Document);
        return await storage.Log.AppendNextAsync(Stream, Many(5));
    }

    /// <summary>Something in each table, and in each column once.</summary>
    private static async Task FillAsync(IStorage storage)
    {
        var (log, accounts) = (storage.Log, storage.Accounts);
        await log.CreateAsync("s.empty", StreamKind.Seminar);
        await log.CreateAsync(Stream, StreamKind.Document);
        var written = await log.AppendNextAsync(Stream, Draft(), Draft(), Draft(clause: null, actor: "jonas 😀\0é", payload: null), Draft(ordinal: 7, payload: ""));
        await log.EraseAsync(Stream, [2]);
        await log.SaveSnapshotAsync(Stream, new Snapshot(4, written[3].Hash, 3, "four"u8.ToArray()));
        await log.SaveTextAsync("a text"u8.ToArray());
        var mira = new Person(Secret.NewId(), "Mira 😀 Solberg", Now);
        await accounts.SavePersonAsync(mira);
        await accounts.ClaimJoinAsync("command", mira, "s.1");
        await accounts.StartSessionAsync(Secret.New(), mira.Id, "Firefox on Linux", SignInWay.Invite, Now);
        await accounts.EndSessionAsync((await accounts.StartSessionAsync(Secret.New(), mira.Id, null, SignInWay.Code, Now)).Id, Now.AddTicks(1));
        await accounts.AddTokenAsync(new AccessToken(Secret.NewId(), mira.Id, "t", TokenScopes.Read | TokenScopes.Export, "s.1", Now, Now, Now, Now), Secret.New());
        await accounts.AddTokenAsync(new AccessToken(Secret.NewId(), mira.Id, "t", TokenScopes.Read, null, Now), Secret.New());
        await accounts.AddLinkAsync(new SignInLink(LinkKind.Personal, mira.Id, "s.1", "annotator", Now, Now, RemoteAllowed: true, Now), Secret.New());
        await accounts.AddLinkAsync(new SignInLink(LinkKind.Owner, null, null, null, Now, Now, RemoteAllowed: false), Secret.New());
        await accounts.AddLinkAsync(new SignInLink(LinkKind.Return, mira.Id, null, null, Now, Now, RemoteAllowed: true, Now, Secret.NewId(), "m1", Now), Secret.New());
        await accounts.SaveGrantAsync((await accounts.StartSessionAsync(Secret.New(), mira.Id, null, SignInWay.Institution, Now)).Id, new byte[] { 0, 1 }, Now);
        await accounts.AddPasskeyAsync(new Passkey(new byte[] { 0, 1 }, mira.Id, "phone", new byte[] { 2 }, uint.MaxValue, "usb", true, true, true, Now, Now));
        await accounts.AddPasskeyAsync(new Passkey(new byte[] { 3 }, mira.Id, "", new byte[] { 2 }, 0, "", false, false, false, Now));
        await accounts.AddCeremonyAsync(new Ceremony(CeremonyKind.AddPasskey, mira.Id, new byte[] { 4 }, Now), Secret.New(), Now.AddDays(-1));
        await accounts.AddCeremonyAsync(new Ceremony(CeremonyKind.UsePasskey, null, default, Now), Secret.New(), Now.AddDays(-1));
        await accounts.ClaimIdentityAsync("https://id.example.edu", "subject", mira, Now);
        await accounts.SaveContactAsync(new Contact(mira.Id, "mira@example.edu", Now));
        await accounts.SaveMembershipAsync(new Membership(mira.Id, "s.1", "m1"));
        await accounts.SaveSettingAsync("theme", new byte[] { 0, 255 });
        await accounts.SaveKeyAsync("key-1", "<key>1</key>");
        await accounts.SaveKeyAsync("key-2", "<key>2</key>");
    }
}
