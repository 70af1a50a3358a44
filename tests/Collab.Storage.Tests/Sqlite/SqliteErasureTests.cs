using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Collab.Storage.Accounts;
using Collab.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using static Collab.Storage.Tests.Drafts;

namespace Collab.Storage.Tests.Sqlite;

/// <summary>SQLite cleans up by itself: there is nothing for the operator to do.</summary>
public sealed class SqliteErasureTests() : ErasureContract(new SqlitePlace())
{
    private string Data => ((SqlitePlace)Place).Data;

    protected override int Authors => 12;

    [Fact]
    public async Task Copies_that_an_upgrade_or_a_broken_restore_left_behind_go_and_the_database_stays()
    {
        using (var storage = Place.Open())
            await WriteAsync(storage);
        using var upgraded = Place.Open(Data, "ALTER TABLE streams ADD COLUMN remark TEXT");
        await File.WriteAllTextAsync(Path.Combine(Data, "collab.db.restoring"), "unspeakable");
        Assert.Equal(2, Directory.GetFiles(Data).Count(file => Path.GetFileName(file).StartsWith("collab.db.", StringComparison.Ordinal)));

        await upgraded.Log.EraseAsync("d", [1]);

        Assert.DoesNotContain("unspeakable", Content(), StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(Data), file => Path.GetFileName(file).StartsWith("collab.db.", StringComparison.Ordinal));
        Assert.Equal(2, (await upgraded.Log.ReadAllAsync("d")).Count);
    }

    [Fact]
    public async Task A_copy_that_somebody_made_by_hand_stays()
    {
        using var storage = Place.Open();
        await WriteAsync(storage);
        var mine = Path.Combine(Data, "collab.db.2026-11-23.backup");
        await File.WriteAllTextAsync(mine, "not its");
        await storage.Log.EraseAsync("d", [1]);
        Assert.True(File.Exists(mine));
    }

    [Fact]
    public async Task The_copy_that_an_upgrade_has_left_in_a_folder_of_its_own_goes_and_what_else_is_there_stays()
    {
        using (var storage = Place.Open())
            await WriteAsync(storage);
        var backups = Directory.CreateDirectory(Place.File("backups")).FullName;
        using (Place.Open(backups, "ALTER TABLE streams ADD COLUMN remark TEXT"))
            Assert.Contains("unspeakable", ContentOf(Directory.GetFiles(backups)), StringComparison.Ordinal);
        var mine = Path.Combine(backups, "collab.db");
        await File.WriteAllTextAsync(mine, "not its");
        using var upgraded = Place.Open(backups, "ALTER TABLE streams ADD COLUMN remark TEXT");

        await upgraded.Log.EraseAsync("d", [1]);

        Assert.Equal(mine, Assert.Single(Directory.GetFiles(backups)));
    }

    [Fact]
    public async Task While_a_reader_holds_on_to_the_side_file_it_is_said_that_it_is_not_done_and_asked_again_it_is()
    {
        using var storage = Place.Open();
        await WriteAsync(storage);
        using (var reader = Database.OpenReader(Path.Combine(Data, "collab.db")))
        {
            reader.Execute("BEGIN; SELECT count(*) FROM events");
            await Assert.ThrowsAsync<StorageUnavailableException>(() => storage.Log.EraseAsync("d", [1]));
            Assert.Contains("unspeakable", Content(), StringComparison.Ordinal);
            reader.Execute("COMMIT");
        }

        await storage.Log.EraseAsync("d", []);
        Assert.DoesNotContain("unspeakable", Content(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whoever_came_in_whatever_order_leaves_no_name_where_pages_of_people_were_split(int seed)
    {
        const int count = 450;
        var random = new Random(seed);
        using var storage = Place.Open();
        var ids = Enumerable.Range(0, count).Select(_ => Hex(random, 16)).ToArray();
        await Task.WhenAll(Enumerable.Range(0, count).SelectMany(i => ComeIn(storage.Accounts, random, ids, i)).ToList());
        Assert.Equal(count, Marks().Count);

        var erased = new HashSet<int>();
        foreach (var together in Enumerable.Range(0, count).OrderBy(_ => random.Next()).ToList().Chunk(45))
        {
            await Task.WhenAll(together.Select(i => storage.Accounts.ErasePersonAsync(ids[i], "Name erased", Now)));
            await storage.CleanAsync();
            erased.UnionWith(together);
            Assert.Equal(Enumerable.Range(0, count).Except(erased), Marks().Order());
        }

        Assert.Equal("Name erased", (await storage.Accounts.FindPersonAsync(ids[0]))!.DisplayName);
        Assert.Empty(await storage.CheckAsync());
        await Assert.ThrowsAsync<SqliteException>(() => storage.Accounts.StartSessionAsync(Hex(random, 32), "nobody", null, SignInWay.Invite, Now));
    }

    [Fact]
    public async Task Of_snapshots_that_were_replaced_or_erased_no_byte_is_left_where_pages_were_split()
    {
        var random = new Random(1);
        using var storage = Place.Open();
        var streams = Enumerable.Range(0, 120).Select(s => $"d.{s}").ToArray();
        await Task.WhenAll(streams.Select(stream => storage.Log.CreateAsync(stream, StreamKind.Document)));
        Dictionary<string, int> newest = [];
        await Task.WhenAll(Enumerable.Range(0, 900).Select(i => SaveAsync(streams[random.Next(streams.Length)], i)).ToList());
        var kept = streams[..60];
        foreach (var stream in streams.Except(kept))
        {
            await storage.Log.EraseAsync(stream, []);
            newest.Remove(stream);
        }

        await storage.CleanAsync();

        Assert.Equal(newest.Values.Order(), Marks().Order());

        Task SaveAsync(string stream, int number)
        {
            newest[stream] = number;
            var words = Encoding.UTF8.GetBytes(Mark(number) + new string('y', random.Next(7) == 0 ? random.Next(1900) : random.Next(60)));
            return storage.Log.SaveSnapshotAsync(stream, new Snapshot(number + 1, new byte[32], 1, words));
        }
    }

    protected override Place Another() => new SqlitePlace();

    protected override void Written()
    {
    }

    protected override void CleanUp()
    {
    }

    protected override string Content() => ContentOf(Directory.GetFiles(Data, "collab*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)));

    /// <summary>Comes in, by two devices and with a token, while one who was there before takes a longer name.</summary>
    private static IEnumerable<Task> ComeIn(IAccountStore accounts, Random random, string[] ids, int i)
    {
        yield return accounts.SavePersonAsync(Named(i));
        yield return accounts.StartSessionAsync(Hex(random, 32), ids[i], $"{Mark(i)} Firefox on Linux", SignInWay.Invite, Now);
        yield return accounts.StartSessionAsync(Hex(random, 32), ids[i], $"{Mark(i)} Safari on iOS", SignInWay.Invite, Now);
        yield return accounts.AddTokenAsync(new AccessToken(Hex(random, 16), ids[i], $"{Mark(i)} reads", TokenScopes.Read, null, Now), Hex(random, 32));
        yield return accounts.AddPasskeyAsync(new Passkey(Convert.FromHexString(Hex(random, 16)), ids[i], $"{Mark(i)} phone", new byte[] { 1 }, 0, "", true, false, false, Now));
        yield return accounts.AddCeremonyAsync(new Ceremony(CeremonyKind.AddPasskey, ids[i], Encoding.UTF8.GetBytes($"{Mark(i)} asked"), Now.AddMinutes(5)), Hex(random, 32), Now);
        yield return accounts.ClaimIdentityAsync("https://id.example.edu", $"{Hex(random, 8)} {Mark(i)}", new Person(ids[i], Mark(i), Now), Now);
        yield return accounts.SaveContactAsync(new Contact(ids[i], $"{Hex(random, 8)} {Mark(i)}@example.edu", Now));
        yield return accounts.SavePersonAsync(Named(random.Next(i + 1)));

        Person Named(int who) => new(ids[who], Mark(who) + new string('n', random.Next(60)), Now);
    }

    private static string Hex(Random random, int bytes)
    {
        var buffer = new byte[bytes];
        random.NextBytes(buffer);
        return Convert.ToHexStringLower(buffer);
    }

    private static string Mark(int number) => $"<<{number:000}>>";

    /// <summary>Whose marks stand anywhere in the files.</summary>
    private HashSet<int> Marks() => [.. Regex.Matches(Content(), "<<(\\d\\d\\d)>>").Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];

    private static async Task WriteAsync(IStorage storage)
    {
        await storage.Log.CreateAsync("d", StreamKind.Document);
        await storage.Log.AppendNextAsync("d", Draft(payload: "unspeakable"), Draft());
    }
}
