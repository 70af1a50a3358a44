using System.Text;
using System.Text.RegularExpressions;
using Collab.Storage.Accounts;
using Collab.Storage.Erasures;
using Collab.Storage.Sqlite;
using static Collab.Storage.Tests.Drafts;

namespace Collab.Storage.Tests.Sqlite;

/// <summary>What erasing leaves in the files of the data folder: nothing.</summary>
public sealed class SqliteErasureTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 30, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();

    private string Data => _folder.File("data");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whoever_is_erased_in_whatever_order_leaves_no_byte_where_pages_were_split_and_merged(int seed)
    {
        const int Authors = 12;
        var random = new Random(seed);
        using var storage = SqliteStorage.Open(Data);
        for (var s = 0; s < 4; s++)
            await storage.Log.CreateAsync($"d.{s}", StreamKind.Document);
        for (var i = 0; i < 40; i++)
            await storage.Log.AppendNextAsync($"d.{random.Next(4)}", [.. Enumerable.Range(0, random.Next(1, 80)).Select(_ => Random(random, Authors))]);
        Assert.Equal(Authors, Marks().Count);

        HashSet<string> erased = [];
        foreach (var author in Enumerable.Range(0, Authors).Select(Mark).OrderBy(_ => random.Next()))
        {
            for (var s = 0; s < 4; s++)
                await storage.Log.EraseAsync($"d.{s}", [.. (await storage.Log.ReadAllAsync($"d.{s}")).Where(e => e.Actor == author).Select(e => e.Seq)]);
            erased.Add(author);
            Assert.Empty(Marks().Intersect(erased));
            Assert.Equal(Authors - erased.Count, Marks().Count);
        }
    }

    [Fact]
    public async Task Copies_that_an_upgrade_or_a_broken_restore_left_behind_go_and_the_database_stays()
    {
        using (var storage = SqliteStorage.Open(Data))
            await WriteAsync(storage);
        using var upgraded = SqliteStorage.Open(Data, [.. Migration.All, new(Migration.All[^1].Version + 1, "ALTER TABLE streams ADD COLUMN remark TEXT")]);
        await File.WriteAllTextAsync(Path.Combine(Data, "collab.db.restoring"), "unspeakable");
        Assert.Equal(2, Directory.GetFiles(Data).Count(file => Path.GetFileName(file).StartsWith("collab.db.", StringComparison.Ordinal)));

        await upgraded.Log.EraseAsync("d", [1]);

        Assert.DoesNotContain("unspeakable", Content(Data), StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(Data), file => Path.GetFileName(file).StartsWith("collab.db.", StringComparison.Ordinal));
        Assert.Equal(2, (await upgraded.Log.ReadAllAsync("d")).Count);
    }

    [Fact]
    public async Task While_a_reader_holds_on_to_the_side_file_it_is_said_that_it_is_not_done_and_asked_again_it_is()
    {
        using var storage = SqliteStorage.Open(Data);
        await WriteAsync(storage);
        using (var reader = Database.OpenReader(Path.Combine(Data, "collab.db")))
        {
            reader.Execute("BEGIN; SELECT count(*) FROM events");
            await Assert.ThrowsAsync<StorageUnavailableException>(() => storage.Log.EraseAsync("d", [1]));
            Assert.Contains("unspeakable", Content(Data), StringComparison.Ordinal);
            reader.Execute("COMMIT");
        }

        await storage.Log.EraseAsync("d", []);
        Assert.DoesNotContain("unspeakable", Content(Data), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_loses_name_tokens_names_and_devices_and_nobody_else_does()
    {
        using var storage = SqliteStorage.Open(Data);
        var accounts = storage.Accounts;
        foreach (var id in new[] { "erased", "kept" })
        {
            await accounts.SavePersonAsync(new Person(id, $"Name of {id}", Now));
            await accounts.AddTokenAsync(new AccessToken($"t-{id}", id, $"Token of {id}", TokenScopes.Read, null, Now), Secret.New());
            await accounts.StartSessionAsync(Secret.New(), id, $"Device of {id}", Now);
        }

        await accounts.ErasePersonAsync("erased", "Nobody");

        Assert.Equal("Nobody", (await accounts.FindPersonAsync("erased"))!.DisplayName);
        Assert.Equal("Nobody", Assert.Single(await accounts.ListTokensAsync("erased")).Name);
        Assert.Null(Assert.Single(await accounts.ListSessionsAsync("erased")).Device);
        Assert.Equal("Device of kept", Assert.Single(await accounts.ListSessionsAsync("kept")).Device);
        Assert.All(["Name of erased", "Token of erased", "Device of erased"], word => Assert.DoesNotContain(word, Content(Data), StringComparison.Ordinal));
        Assert.Contains("Token of kept", Content(Data), StringComparison.Ordinal);
        await accounts.ErasePersonAsync("nobody", "Nobody");
    }

    [Fact]
    public async Task A_restore_knows_what_of_the_lists_that_it_is_given_is_still_to_be_done()
    {
        var (first, second) = (new Erasure("first", Now, "seminar", "member"), new Erasure("second", Now, Person: "person"));
        var list = ErasureList.Of(Data);
        using (var storage = SqliteStorage.Open(Data))
        {
            list.Add(first);
            await ErasureList.SetDoneAsync(storage.Accounts, first);
            await storage.BackupAsync(_folder.File("a.backup"));
            list.CopyTo(ErasureList.BesideBackup(_folder.File("a.backup")));
            list.Add(second);
            Assert.Equal([second], await list.PendingAsync(storage.Accounts));
            await ErasureList.SetDoneAsync(storage.Accounts, second);
            Assert.Empty(await list.PendingAsync(storage.Accounts));
        }

        SqliteStorage.Restore(_folder.File("a.backup"), _folder.File("restored"), null, ErasureList.BesideBackup(_folder.File("a.backup")), list.File);
        using var restored = SqliteStorage.Open(_folder.File("restored"));
        Assert.Equal([first, second], ErasureList.Of(_folder.File("restored")).Read());
        Assert.Equal([second], await ErasureList.Of(_folder.File("restored")).PendingAsync(restored.Accounts));
    }

    private static async Task WriteAsync(SqliteStorage storage)
    {
        await storage.Log.CreateAsync("d", StreamKind.Document);
        await storage.Log.AppendNextAsync("d", Draft(payload: "unspeakable"), Draft());
    }

    private static Domain.Events.StoredEvent Random(Random random, int authors)
    {
        var author = Mark(random.Next(authors));
        return Draft(actor: author, payload: $"<{author}>{new string('z', random.Next(5) == 0 ? random.Next(9000) : random.Next(200))}<{author}>");
    }

    private static string Mark(int author) => $"author{author:00}";

    /// <summary>Whose words are in the files; the names of actors stand alone.</summary>
    private HashSet<string> Marks() => [.. Regex.Matches(Content(Data), "<(author\\d\\d)>").Select(match => match.Groups[1].Value)];

    private static string Content(string folder) => string.Concat(Directory.GetFiles(folder, "collab*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Select(file =>
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), Encoding.Latin1);
        return reader.ReadToEnd();
    }));
}
