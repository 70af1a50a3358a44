using System.Text;
using Collab.Storage.Accounts;

namespace Collab.Storage.Tests.Accounts;

/// <summary>This part: passkeys, and the ceremonies by which they are added and used.</summary>
public abstract partial class AccountStoreContract
{
    private static ReadOnlyMemory<byte> KeyId { get; } = new byte[] { 0, 1, 0xff, 0 };

    [Fact]
    public async Task A_passkey_is_found_by_its_id_named_anew_and_removed_by_its_person_alone()
    {
        await Accounts.SavePersonAsync(_mira);
        Assert.Null(await Accounts.FindPasskeyAsync(KeyId));
        var key = Key(signCount: uint.MaxValue) with { LastUsed = Now.AddHours(1) };
        Assert.True(await Accounts.AddPasskeyAsync(key));
        Assert.False(await Accounts.AddPasskeyAsync(key with { Name = "another", PublicKey = new byte[] { 9 } }));
        Assert.True(await Accounts.AddPasskeyAsync(key with { Id = new byte[] { 0, 1 }, Created = Now.AddDays(1) }));
        Reopen();
        AssertSame(key, await Accounts.FindPasskeyAsync(KeyId));
        Assert.Equal([2, 4], (await Accounts.ListPasskeysAsync(_mira.Id)).Select(found => found.Id.Length));

        Assert.False(await Accounts.RenamePasskeyAsync("somebody else", KeyId, "mine"));
        Assert.True(await Accounts.RenamePasskeyAsync(_mira.Id, KeyId, "phone"));
        AssertSame(key with { Name = "phone" }, await Accounts.FindPasskeyAsync(KeyId));
        Assert.False(await Accounts.RemovePasskeyAsync("somebody else", KeyId));
        Assert.True(await Accounts.RemovePasskeyAsync(_mira.Id, KeyId));
        Assert.False(await Accounts.RemovePasskeyAsync(_mira.Id, KeyId));
        Assert.Null(await Accounts.FindPasskeyAsync(KeyId));
        Assert.Single(await Accounts.ListPasskeysAsync(_mira.Id));
    }

    [Fact]
    public async Task A_passkey_that_counts_counts_on_and_of_many_with_one_count_one_is_believed()
    {
        await Accounts.SavePersonAsync(_mira);
        await Accounts.AddPasskeyAsync(Key(signCount: 7));
        Assert.False(await Accounts.UsePasskeyAsync(KeyId, 0, backedUp: true, Now));
        Assert.False(await Accounts.UsePasskeyAsync(KeyId, 7, backedUp: true, Now));
        var uses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Accounts.UsePasskeyAsync(KeyId, 9, backedUp: true, Now.AddHours(1)))));
        Assert.Single(uses, used => used);
        Reopen();
        AssertSame(Key(signCount: 9) with { BackedUp = true, LastUsed = Now.AddHours(1) }, await Accounts.FindPasskeyAsync(KeyId));
        Assert.True(await Accounts.UsePasskeyAsync(KeyId, uint.MaxValue, backedUp: false, Now));
        AssertSame(Key(signCount: uint.MaxValue) with { LastUsed = Now.AddHours(1) }, await Accounts.FindPasskeyAsync(KeyId));
        Assert.False(await Accounts.UsePasskeyAsync(new byte[] { 1 }, 1, backedUp: false, Now));
    }

    [Fact]
    public async Task A_passkey_that_does_not_count_is_used_again_and_again_and_may_begin_to_count()
    {
        await Accounts.SavePersonAsync(_mira);
        await Accounts.AddPasskeyAsync(Key(signCount: 0));
        Assert.True(await Accounts.UsePasskeyAsync(KeyId, 0, backedUp: false, Now));
        Assert.True(await Accounts.UsePasskeyAsync(KeyId, 0, backedUp: false, Now));
        Assert.True(await Accounts.UsePasskeyAsync(KeyId, 1, backedUp: false, Now));
        Assert.False(await Accounts.UsePasskeyAsync(KeyId, 0, backedUp: false, Now));
    }

    [Fact]
    public async Task Nobody_comes_by_more_passkeys_than_there_may_be_by_adding_many_at_once()
    {
        foreach (var person in Enumerable.Range(0, 4).Select(i => _mira with { Id = $"{_mira.Id}{i}" }))
        {
            await Accounts.SavePersonAsync(person);
            var added = await Task.WhenAll(Enumerable.Range(0, 3 * Passkey.Most).Select(i => Task.Run(() =>
                Accounts.AddPasskeyAsync(Key(signCount: 0) with { Id = Encoding.ASCII.GetBytes($"{person.Id} {i}"), Person = person.Id }))));
            Assert.Equal(Passkey.Most, added.Count(one => one));
            Assert.Equal(Passkey.Most, (await Accounts.ListPasskeysAsync(person.Id)).Count);
        }
    }

    [Fact]
    public async Task A_ceremony_ends_once()
    {
        await Accounts.SavePersonAsync(_mira);
        var secret = Secret.New();
        await Accounts.AddCeremonyAsync(new Ceremony(CeremonyKind.AddPasskey, _mira.Id, "asked"u8.ToArray(), Now.AddMinutes(5)), secret, Now);
        Reopen();
        Assert.Null(await Accounts.TakeCeremonyAsync(Secret.Hash(secret), CeremonyKind.AddPasskey, Now));
        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Accounts.TakeCeremonyAsync(secret, CeremonyKind.AddPasskey, Now))));
        var ceremony = Assert.Single(taken, found => found is not null)!;
        Assert.Equal((CeremonyKind.AddPasskey, _mira.Id, Now.AddMinutes(5)), (ceremony.Kind, ceremony.Person, ceremony.Expires));
        Assert.Equal("asked"u8, ceremony.State.Span);
        Assert.Null(await Accounts.TakeCeremonyAsync(secret, CeremonyKind.AddPasskey, Now));
    }

    [Fact]
    public async Task A_ceremony_that_is_taken_too_late_or_for_another_is_gone()
    {
        var (late, other, good) = (Secret.New(), Secret.New(), Secret.New());
        foreach (var secret in new[] { late, other, good })
            await Accounts.AddCeremonyAsync(new Ceremony(CeremonyKind.UsePasskey, null, default, Now.AddMinutes(5)), secret, Now);
        Assert.Null(await Accounts.TakeCeremonyAsync(late, CeremonyKind.UsePasskey, Now.AddMinutes(5)));
        Assert.Null(await Accounts.TakeCeremonyAsync(other, CeremonyKind.AddPasskey, Now));
        Assert.Null(await Accounts.TakeCeremonyAsync(late, CeremonyKind.UsePasskey, Now));
        Assert.Null(await Accounts.TakeCeremonyAsync(other, CeremonyKind.UsePasskey, Now));

        // Whoever begins one later sweeps away what nobody has ended in time.
        await Accounts.AddCeremonyAsync(new Ceremony(CeremonyKind.UsePasskey, null, default, Now.AddHours(1)), Secret.New(), Now.AddMinutes(4));
        await Accounts.AddCeremonyAsync(new Ceremony(CeremonyKind.UsePasskey, null, default, Now.AddHours(1)), other, Now.AddMinutes(5));
        Assert.Null(await Accounts.TakeCeremonyAsync(good, CeremonyKind.UsePasskey, Now));
        Assert.NotNull(await Accounts.TakeCeremonyAsync(other, CeremonyKind.UsePasskey, Now));
    }

    private Passkey Key(uint signCount) => new(KeyId, _mira.Id, "laptop", new byte[] { 5, 0, 6 }, signCount, "internal hybrid", Verified: true, BackupEligible: true, BackedUp: false, Now);

    private static void AssertSame(Passkey expected, Passkey? found)
    {
        Assert.NotNull(found);
        Assert.Equal(expected.Id.Span, found.Id.Span);
        Assert.Equal(expected.PublicKey.Span, found.PublicKey.Span);
        Assert.Equal(expected with { Id = default, PublicKey = default }, found with { Id = default, PublicKey = default });
    }
}
