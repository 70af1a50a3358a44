using Collab.Storage.Accounts;
using Collab.Storage.Erasures;

namespace Collab.Storage.Tests;

/// <summary>This part: what stands beside the logs.</summary>
public abstract partial class DamageContract
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 30, 0, TimeSpan.Zero);

    /// <summary>A change behind the program's back, and of what row and column it must be said.</summary>
    public static TheoryData<string, string> Rows => new()
    {
        { "UPDATE people SET created = -1 WHERE id = 'mira'", "people mira: “created” is no point in time" },
        { "UPDATE sessions SET last_seen = 4000000000000000000", $"sessions {Secret.Hash("session")}: “last_seen” is no point in time" },
        { "UPDATE sessions SET id = 'x'", "sessions x: “id” is no hash" },
        { "UPDATE sessions SET way = 9", $"sessions {Secret.Hash("session")}: “way” is no way to sign in" },
        { "UPDATE sessions SET signed_in = -1", $"sessions {Secret.Hash("session")}: “signed_in” is no point in time" },
        { "UPDATE tokens SET scopes = 64", "tokens t.1: “scopes” has scopes that there are not" },
        { "UPDATE tokens SET secret = 'x'", "tokens t.1: “secret” is no hash" },
        { "UPDATE links SET kind = 9", $"links {Secret.Hash("link")}: “kind” is no kind of link" },
        { "UPDATE links SET role = 'emperor'", $"links {Secret.Hash("link")}: “role” is no role" },
        { "UPDATE passkeys SET sign_count = -1", "passkeys 01ab: “sign_count” is no count" },
        { "UPDATE ceremonies SET kind = 9", $"ceremonies {Secret.Hash("ceremony")}: “kind” is no kind of ceremony" },
        { "UPDATE ceremonies SET id = 'x'", "ceremonies x: “id” is no hash" },
        { "UPDATE identities SET last_seen = -1", "identities https://id.example.edu, subject: “last_seen” is no point in time" },
        { "UPDATE identities SET subject = ''", "identities https://id.example.edu, : “subject” is empty" },
        { "UPDATE contacts SET address = ''", "contacts mira: “address” is empty" },
        { "UPDATE joins SET seminar = ''", "joins c.1: “seminar” is empty" },
        { "UPDATE memberships SET member = '' WHERE person = 'mira'", "memberships mira, s.1: “member” is empty" },
        { "UPDATE data_protection_keys SET xml = '<key'", "data_protection_keys 1: “xml” is no key" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_row_beside_the_logs_that_cannot_be_what_was_written_is_named(string change, string named)
    {
        await ComeInAsync();
        Assert.Empty(await CheckAsync());
        _place.Change(change);
        Assert.Equal($"{named}. Restore a backup to get it back.", Assert.Single(await CheckAsync()));
    }

    [Fact]
    public async Task An_erasure_that_cannot_be_read_is_named()
    {
        await ComeInAsync();
        _place.Change($"UPDATE settings SET value = {_place.Literal("{"u8.ToArray())} WHERE key LIKE 'erasure:%'");
        Assert.Equal("settings erasure:e.1: “value” is no erasure. Restore a backup to get it back.", Assert.Single(await CheckAsync()));
    }

    [Fact]
    public async Task What_belongs_to_nobody_is_named()
    {
        await ComeInAsync();
        _place.Change(Unbound("DELETE FROM people WHERE id = 'jonas'"));
        Assert.Equal("memberships jonas, s.1: “person” is nobody who is known. Restore a backup to get it back.", Assert.Single(await CheckAsync()));
    }

    [Fact]
    public async Task Of_many_rows_some_are_named_and_the_others_counted()
    {
        await ComeInAsync();
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => _storage.Accounts.SavePersonAsync(new Person($"p{i}", "Somebody", Now))));
        _place.Change("UPDATE people SET created = -1 WHERE id LIKE 'p%'");
        var found = await CheckAsync();
        Assert.Equal(21, found.Count);
        Assert.Equal("10 rows more beside the logs are damaged. Restore a backup.", found[^1]);
    }

    protected Task<IReadOnlyList<string>> CheckAsync() => _storage.CheckAsync();

    /// <summary>A statement that goes by no foreign key.</summary>
    protected abstract string Unbound(string sql);

    /// <summary>Mira has one of everything, Jonas a seat.</summary>
    protected async Task ComeInAsync()
    {
        var accounts = _storage.Accounts;
        foreach (var person in new[] { "mira", "jonas" })
        {
            await accounts.SavePersonAsync(new Person(person, person, Now));
            await accounts.SaveMembershipAsync(new Membership(person, "s.1", $"m.{person}"));
        }

        await accounts.StartSessionAsync("session", "mira", "Firefox on Linux", SignInWay.Invite, Now);
        await accounts.AddTokenAsync(new AccessToken("t.1", "mira", "reads", TokenScopes.Read, "s.1", Now), Secret.New());
        await accounts.AddLinkAsync(new SignInLink(LinkKind.Personal, "mira", "s.1", "annotator", Now, Now, RemoteAllowed: true), "link");
        await accounts.AddPasskeyAsync(new Passkey(new byte[] { 1, 171 }, "mira", "phone", new byte[] { 2 }, 1, "usb", true, true, true, Now));
        await accounts.AddCeremonyAsync(new Ceremony(CeremonyKind.AddPasskey, "mira", new byte[] { 3 }, Now.AddMinutes(5)), "ceremony", Now);
        await accounts.ClaimIdentityAsync("https://id.example.edu", "subject", new Person("mira", "mira", Now), Now);
        await accounts.SaveContactAsync(new Contact("mira", "mira@example.edu", Now));
        await accounts.ClaimJoinAsync("c.1", new Person("mira", "mira", Now), "s.1");
        await accounts.SaveKeyAsync("k.1", "<key/>");
        var list = new ErasureList(_place.File("erasures"));
        list.Add(new Erasure("e.1", Now, Person: "nobody"));
        await list.MergeAsync(accounts);
    }
}
