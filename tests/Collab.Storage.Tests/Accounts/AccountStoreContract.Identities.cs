using Collab.Storage.Accounts;

namespace Collab.Storage.Tests.Accounts;

/// <summary>This part: whom institutions mean, and where people can be written to.</summary>
public abstract partial class AccountStoreContract
{
    [Fact]
    public async Task Of_many_who_come_by_one_institution_and_name_all_are_the_first()
    {
        Assert.Null(await Accounts.FindIdentityAsync("https://id.example.edu", "ida"));
        var people = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            Task.Run(() => Accounts.ClaimIdentityAsync("https://id.example.edu", "ida", new Person(Secret.NewId(), $"Ida {i}", Now), Now))));
        var first = Assert.Single(people.Distinct());
        Reopen();
        Assert.Equal(first, await Accounts.ClaimIdentityAsync("https://id.example.edu", "ida", _mira, Now.AddDays(1)));
        Assert.Equal(first, await Accounts.ClaimIdentityAsync("https://id.example.edu", "ida", _mira, Now.AddHours(1)));
        Assert.Null(await Accounts.FindPersonAsync(_mira.Id));
        Assert.Equal(new Identity("https://id.example.edu", "ida", first.Id, Now, Now.AddDays(1)), await Accounts.FindIdentityAsync("https://id.example.edu", "ida"));

        // The same name means somebody else elsewhere, and so does one that differs in the smallest thing.
        Assert.Equal(_mira, await Accounts.ClaimIdentityAsync("https://id.example.org", "ida", _mira, Now));
        Assert.Null(await Accounts.FindIdentityAsync("https://id.example.edu", "Ida"));
        Assert.Null(await Accounts.FindIdentityAsync("https://id.example.edu/", "ida"));
    }

    [Fact]
    public async Task A_person_may_come_by_several_institutions_and_forget_one()
    {
        await Accounts.SavePersonAsync(_mira);
        Assert.Equal(_mira, await Accounts.ClaimIdentityAsync("b", "1", _mira with { DisplayName = "not taken over" }, Now));
        await Accounts.ClaimIdentityAsync("a", "1", _mira, Now);
        Assert.False(await Accounts.RemoveIdentityAsync("somebody else", "b", "1"));
        Assert.Equal(["a", "b"], (await Accounts.ListIdentitiesAsync(_mira.Id)).Select(identity => identity.Issuer));
        Assert.True(await Accounts.RemoveIdentityAsync(_mira.Id, "b", "1"));
        Assert.False(await Accounts.RemoveIdentityAsync(_mira.Id, "b", "1"));
        Reopen();
        Assert.Equal(new Identity("a", "1", _mira.Id, Now, Now), Assert.Single(await Accounts.ListIdentitiesAsync(_mira.Id)));
    }

    [Fact]
    public async Task An_address_counts_for_whoever_has_shown_that_it_is_theirs()
    {
        var jonas = new Person(Secret.NewId(), "Jonas Wirth", Now);
        await Accounts.SavePersonAsync(_mira);
        await Accounts.SavePersonAsync(jonas);
        Assert.Null(await Accounts.FindContactAsync(_mira.Id));
        await Accounts.SaveContactAsync(new Contact(_mira.Id, "m@example.edu"));
        await Accounts.SaveContactAsync(new Contact(jonas.Id, "m@example.edu"));
        Assert.Empty(await Accounts.ListContactsAsync("m@example.edu"));
        Assert.True(await Accounts.ConfirmContactAsync(_mira.Id, "m@example.edu", Now.AddMinutes(1)));
        Reopen();
        Assert.Equal([new Contact(_mira.Id, "m@example.edu", Now.AddMinutes(1))], await Accounts.ListContactsAsync("m@example.edu"));
        Assert.Equal(new Contact(jonas.Id, "m@example.edu"), await Accounts.FindContactAsync(jonas.Id));

        // Another address has to be shown anew, and what was sent to the one before shows nothing.
        await Accounts.SaveContactAsync(new Contact(_mira.Id, "solberg@example.edu"));
        Assert.False(await Accounts.ConfirmContactAsync(_mira.Id, "m@example.edu", Now));
        Assert.Empty(await Accounts.ListContactsAsync("m@example.edu"));
        Assert.Empty(await Accounts.ListContactsAsync("solberg@example.edu"));
        await Accounts.RemoveContactAsync(_mira.Id);
        await Accounts.RemoveContactAsync(_mira.Id);
        Assert.Null(await Accounts.FindContactAsync(_mira.Id));
        Assert.False(await Accounts.ConfirmContactAsync(_mira.Id, "solberg@example.edu", Now));
    }
}
