using System.Text;
using System.Text.RegularExpressions;
using Collab.Domain.Events;
using Collab.Domain.Search;
using Collab.Storage.Accounts;
using Collab.Storage.Erasures;
using static Collab.Storage.Tests.Drafts;

namespace Collab.Storage.Tests;

/// <summary>What erasing leaves in the files of a storage, once the operator has done what its page says: nothing.</summary>
public abstract class ErasureContract(Place place) : IDisposable
{
    protected static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 30, 0, TimeSpan.Zero);

    protected Place Place => place;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whoever_is_erased_in_whatever_order_leaves_no_byte_where_pages_were_split_and_merged(int seed)
    {
        var authors = Authors;
        var random = new Random(seed);
        using var storage = place.Open();
        for (var s = 0; s < 4; s++)
            await storage.Log.CreateAsync($"d.{s}", StreamKind.Document);
        for (var i = 0; i < 40; i++)
            await storage.Log.AppendNextAsync($"d.{random.Next(4)}", [.. Enumerable.Range(0, random.Next(1, 80)).Select(_ => Random(random, authors))]);
        Written();
        Assert.Equal(authors, Marks().Count);

        HashSet<string> erased = [];
        foreach (var author in Enumerable.Range(0, authors).Select(Mark).OrderBy(_ => random.Next()))
        {
            for (var s = 0; s < 4; s++)
                await storage.Log.EraseAsync($"d.{s}", [.. (await storage.Log.ReadAllAsync($"d.{s}")).Where(e => e.Actor == author).Select(e => e.Seq)]);
            CleanUp();
            erased.Add(author);
            Assert.Empty(Marks().Intersect(erased));
            Assert.Equal(authors - erased.Count, Marks().Count);
        }
    }

    [Fact]
    public async Task A_person_loses_name_tokens_names_devices_and_every_way_back_and_nobody_else_does()
    {
        using var storage = place.Open();
        var accounts = storage.Accounts;
        foreach (var id in new[] { "erased", "kept" })
        {
            await accounts.SavePersonAsync(new Person(id, $"Name of {id}", Now));
            await accounts.AddTokenAsync(new AccessToken($"t-{id}", id, $"Token of {id}", TokenScopes.Read, null, Now), Secret.New());
            var session = await accounts.StartSessionAsync(Secret.New(), id, $"Device of {id}", SignInWay.Institution, Now);
            await accounts.SaveGrantAsync(session.Id, Encoding.UTF8.GetBytes($"Grant of {id}"), Now);
            await accounts.AddPasskeyAsync(new Passkey(Encoding.UTF8.GetBytes($"Key of {id}"), id, $"Phone of {id}", new byte[] { 1 }, 0, "", true, false, false, Now));
            await accounts.AddCeremonyAsync(new Ceremony(CeremonyKind.AddPasskey, id, Encoding.UTF8.GetBytes($"State of {id}"), Now.AddMinutes(5)), $"ceremony of {id}", Now);
            await accounts.ClaimIdentityAsync("issuer", $"Subject {id}", new Person(id, "", Now), Now);
            await accounts.SaveContactAsync(new Contact(id, $"Address of {id}", Now));
            await accounts.AddLinkAsync(new SignInLink(LinkKind.Return, id, null, null, Now, Now.AddDays(90), RemoteAllowed: true, Id: $"l-{id}"), $"link of {id}");
        }

        string[] words = ["Name of", "Token of", "Device of", "Grant of", "Key of", "Phone of", "State of", "Subject", "Address of"];

        Written();
        Assert.All(words, word => Assert.Contains($"{word} erased", Content(), StringComparison.Ordinal));
        // Names alone: every way back is there.
        await accounts.EraseNamesAsync("erased", "Nobody");
        CleanUp();
        Assert.All(new[] { "Name of", "Token of", "Device of" }, word => Assert.DoesNotContain($"{word} erased", Content(), StringComparison.Ordinal));
        Assert.All(new[] { "Grant of", "Key of", "Phone of", "State of", "Subject", "Address of" }, word => Assert.Contains($"{word} erased", Content(), StringComparison.Ordinal));
        Assert.Equal(LinkOutcome.Redeemed, (await accounts.RedeemLinkAsync("link of erased", Now.AddDays(1), remote: true)).Outcome);

        await accounts.ErasePersonAsync("erased", "Nobody", Now.AddDays(1));
        CleanUp();

        Assert.Equal("Nobody", (await accounts.FindPersonAsync("erased"))!.DisplayName);
        Assert.Equal("Nobody", Assert.Single(await accounts.ListTokensAsync("erased")).Name);
        Assert.Null(Assert.Single(await accounts.ListSessionsAsync("erased")).Device);
        Assert.Equal("Device of kept", Assert.Single(await accounts.ListSessionsAsync("kept")).Device);
        Assert.All(words, word => Assert.DoesNotContain($"{word} erased", Content(), StringComparison.Ordinal));
        Assert.All(words, word => Assert.Contains($"{word} kept", Content(), StringComparison.Ordinal));
        Assert.Equal(LinkOutcome.Revoked, (await accounts.RedeemLinkAsync("link of erased", Now.AddDays(2), remote: true)).Outcome);
        Assert.Equal(LinkOutcome.Redeemed, (await accounts.RedeemLinkAsync("link of kept", Now.AddDays(2), remote: true)).Outcome);
        Assert.Empty(await accounts.ListPasskeysAsync("erased"));
        Assert.Empty(await accounts.ListIdentitiesAsync("erased"));
        Assert.Null(await accounts.FindContactAsync("erased"));
        Assert.Null(await accounts.TakeCeremonyAsync("ceremony of erased", CeremonyKind.AddPasskey, Now));
        Assert.NotNull(await accounts.TakeCeremonyAsync("ceremony of kept", CeremonyKind.AddPasskey, Now));
        await accounts.ErasePersonAsync("nobody", "Nobody", Now);
    }

    [Fact]
    public async Task Neither_snapshots_nor_backups_made_afterwards_hold_what_was_erased()
    {
        using var storage = place.Open();
        await storage.Log.CreateAsync("d", StreamKind.Document);
        var written = await storage.Log.AppendNextAsync("d", Draft(payload: "unspeakable"), Draft());
        await storage.Log.SaveSnapshotAsync("d", new Snapshot(2, written[1].Hash, 1, Encoding.UTF8.GetBytes("unspeakable folded")));
        await storage.BackupAsync(place.File("before"));
        Assert.Contains("unspeakable", ContentOf([place.File("before")]), StringComparison.Ordinal);

        await storage.Log.EraseAsync("d", [1]);
        CleanUp();

        await storage.BackupAsync(place.File("after"));
        Assert.DoesNotContain("unspeakable", ContentOf([place.File("after")]), StringComparison.Ordinal);
        Assert.DoesNotContain("unspeakable", Content(), StringComparison.Ordinal);
        var left = await storage.Log.ReadAllAsync("d");
        Assert.Null(EventChain.Verify("d", EventChain.Genesis("d"), left));
    }

    [Fact]
    public async Task Of_what_the_index_had_of_a_document_no_byte_is_left_after_something_in_it_was_erased()
    {
        const int notes = 400;
        var random = new Random(1);
        using var storage = place.Open();
        foreach (var document in new[] { "d.erased", "d.kept" })
        {
            var epoch = (await storage.Log.CreateAsync(document, StreamKind.Document)).Epoch;
            await storage.Log.AppendNextAsync(document, Many(12));
            await storage.Index.UpdateAsync(document, epoch, 0, 1, [.. Enumerable.Range(1, notes).Select(number => Note(document, number))]);
            // Each wording again and otherwise, some of them several times: pieces of the index are made, merged and left.
            for (var seq = 2; seq <= 12; seq++)
                await storage.Index.UpdateAsync(document, epoch, seq - 1, seq, [.. Enumerable.Range(1, notes).Where(_ => random.Next(3) == 0).Select(number => Note(document, number))]);
        }

        Written();
        Assert.True(Regex.Count(Content(), "zqerasedzq") >= notes);

        await storage.Log.EraseAsync("d.erased", []);
        CleanUp();

        Assert.Equal(0, Regex.Count(Content(), "zqerasedzq"));
        Assert.True(Regex.Count(Content(), "zqkeptzq") >= notes);

        // Nothing that words share their beginning with: an index keeps that once.
        IndexedNote Note(string document, int number) => new(number, [IndexedNote.Every, IndexedNote.Author("somebody"), .. Enumerable.Range(0, 5).Select(_ => $"{random.NextInt64():x16}zq{document[2..]}zq")]);
    }

    [Fact]
    public async Task What_a_restored_storage_has_not_carried_out_of_a_list_is_known()
    {
        var (first, second) = (new Erasure("first", Now, "seminar", "member"), new Erasure("second", Now, Person: "person"));
        var list = new ErasureList(place.File("list"));
        using (var storage = place.Open())
        {
            list.Add(first);
            await ErasureList.SetDoneAsync(storage.Accounts, first);
            await storage.BackupAsync(place.File("a.backup"));
            list.Add(second);
            Assert.Equal([second], await list.PendingAsync(storage.Accounts));
            await ErasureList.SetDoneAsync(storage.Accounts, second);
            Assert.Empty(await list.PendingAsync(storage.Accounts));
        }

        using var elsewhere = Another();
        elsewhere.Restore(place.File("a.backup"));
        using var restored = elsewhere.Open();
        Assert.Equal([second], await list.PendingAsync(restored.Accounts));
    }

    [Fact]
    public async Task What_is_on_the_list_of_one_node_is_known_to_all()
    {
        var (first, second) = (new Erasure("first", Now, "seminar", "member"), new Erasure("second", Now.AddMinutes(1), Person: "person"));
        var (here, there) = (new ErasureList(place.File("here")), new ErasureList(place.File("there")));
        using var storage = place.Open();
        here.Add(first);
        there.Add(second);
        await here.MergeAsync(storage.Accounts);
        Assert.Equal([second, first], await there.ReadAsync(storage.Accounts));
        await there.MergeAsync(storage.Accounts);
        await here.MergeAsync(storage.Accounts);
        Assert.Equal([first, second], here.Read());
        Assert.Equal([second, first], there.Read());
        Assert.Equal([first, second], await new ErasureList(place.File("new")).PendingAsync(storage.Accounts));
    }

    public void Dispose()
    {
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>How many people there are: each is looked for after each that goes.</summary>
    protected abstract int Authors { get; }

    /// <summary>Another place of the same kind.</summary>
    protected abstract Place Another();

    /// <summary>Makes sure that what was written stands in the files.</summary>
    protected abstract void Written();

    /// <summary>What the operator does after an erasure.</summary>
    protected abstract void CleanUp();

    /// <summary>Everything in the files.</summary>
    protected abstract string Content();

    protected static string ContentOf(IEnumerable<string> files) => string.Concat(files.Select(file =>
    {
        try
        {
            using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), Encoding.Latin1);
            return reader.ReadToEnd();
        }
        catch (FileNotFoundException)
        {
            // A database removes files when it likes to.
            return "";
        }
    }));

    private static StoredEvent Random(Random random, int authors)
    {
        var author = Mark(random.Next(authors));
        return Draft(actor: author, payload: $"<{author}>{Noise(random, random.Next(5) == 0 ? random.Next(9000) : random.Next(200))}<{author}>");
    }

    // Nothing that a database would compress.
    private static string Noise(Random random, int length) => new([.. Enumerable.Range(0, length).Select(_ => (char)random.Next('a', 'z'))]);

    private static string Mark(int author) => $"author{author:00}";

    /// <summary>Whose words are in the files; the names of actors stand alone.</summary>
    private HashSet<string> Marks() => [.. Regex.Matches(Content(), "<(author\\d\\d)>").Select(match => match.Groups[1].Value)];
}
