using Collab.Storage.Accounts;

namespace Collab.Storage.Tests.Accounts;

/// <summary>What every account store promises; each has a class that runs this.</summary>
public abstract partial class AccountStoreContract
{
    protected static DateTimeOffset Now { get; } = new(2026, 11, 23, 8, 30, 0, TimeSpan.Zero);
    private readonly Person _mira = new(Secret.NewId(), "Mira Solberg", Now);

    protected abstract IAccountStore Accounts { get; }

    /// <summary>Closes the storage and opens it again.</summary>
    protected abstract void Reopen();

    [Fact]
    public async Task A_person_is_kept_and_renamed()
    {
        Assert.Null(await Accounts.FindPersonAsync(_mira.Id));
        await Accounts.SavePersonAsync(_mira);
        Reopen();
        Assert.Equal(_mira, await Accounts.FindPersonAsync(_mira.Id));
        await Accounts.SavePersonAsync(_mira with { DisplayName = "M. Solberg", Created = Now.AddDays(1) });
        Assert.Equal(_mira with { DisplayName = "M. Solberg" }, await Accounts.FindPersonAsync(_mira.Id));
    }

    [Fact]
    public async Task A_session_is_opened_by_its_secret_until_it_ends()
    {
        await Accounts.SavePersonAsync(_mira);
        var secret = Secret.New();
        var session = await Accounts.StartSessionAsync(secret, _mira.Id, "Firefox on Linux", SignInWay.Invite, Now);
        await Accounts.StartSessionAsync(Secret.New(), _mira.Id, null, SignInWay.Code, Now.AddHours(1));
        Assert.Equal(session, await Accounts.FindSessionAsync(secret));
        Assert.Null(await Accounts.FindSessionAsync(Secret.New()));
        Assert.Null(await Accounts.FindSessionAsync(session.Id));

        await Accounts.SeeSessionAsync(session.Id, Now.AddMinutes(5));
        await Accounts.SeeSessionAsync(session.Id, Now.AddMinutes(1));
        Assert.True(await Accounts.EndSessionAsync(session.Id, Now.AddMinutes(9)));
        Assert.False(await Accounts.EndSessionAsync(session.Id, Now.AddMinutes(10)));
        Reopen();
        var ended = session with { LastSeen = Now.AddMinutes(5), Ended = Now.AddMinutes(9) };
        Assert.Equal(ended, await Accounts.FindSessionAsync(secret));
        var all = await Accounts.ListSessionsAsync(_mira.Id);
        Assert.Equal(2, all.Count);
        Assert.Equal(ended, all[1]);
    }

    [Fact]
    public async Task A_token_holds_until_it_expires_or_is_revoked()
    {
        await Accounts.SavePersonAsync(_mira);
        var secret = Secret.New();
        var token = new AccessToken(Secret.NewId(), _mira.Id, "reading group export", TokenScopes.Read | TokenScopes.Export, "s.1", Now, Now.AddDays(1));
        await Accounts.AddTokenAsync(token, secret);
        Assert.Equal(token, await Accounts.FindTokenAsync(secret));
        Assert.True(token.HoldsAt(Now));
        Assert.False(token.HoldsAt(Now.AddDays(1)));

        await Accounts.SeeTokenAsync(token.Id, Now.AddMinutes(2));
        Assert.False(await Accounts.RevokeTokenAsync("somebody else", token.Id, Now));
        Assert.True(await Accounts.RevokeTokenAsync(_mira.Id, token.Id, Now.AddMinutes(3)));
        Assert.False(await Accounts.RevokeTokenAsync(_mira.Id, token.Id, Now.AddMinutes(4)));
        Reopen();
        var revoked = Assert.Single(await Accounts.ListTokensAsync(_mira.Id));
        Assert.Equal(token with { LastUsed = Now.AddMinutes(2), Revoked = Now.AddMinutes(3) }, revoked);
        Assert.False(revoked.HoldsAt(Now));
    }

    [Fact]
    public async Task M208_Of_tokens_and_links_that_hold_a_person_is_given_so_many_however_many_are_asked_for_at_once()
    {
        await Accounts.SavePersonAsync(_mira);
        await Accounts.SavePersonAsync(_mira with { Id = "another" });
        var tokens = await Task.WhenAll(Enumerable.Range(0, AccessToken.Most + 10).Select(i => Task.Run(() => Accounts.AddTokenAsync(Token($"t{i}"), Secret.New()))));
        Assert.Equal(AccessToken.Most, tokens.Count(added => added));
        Assert.Equal(AccessToken.Most, (await Accounts.ListTokensAsync(_mira.Id)).Count);
        Assert.True(await Accounts.RevokeTokenAsync(_mira.Id, (await Accounts.ListTokensAsync(_mira.Id))[0].Id, Now));
        Assert.True(await Accounts.AddTokenAsync(Token("after one is revoked"), Secret.New()));
        Assert.False(await Accounts.AddTokenAsync(Token("one too many"), Secret.New()));
        // Those that are over count no more, and others have their own.
        Assert.True(await Accounts.AddTokenAsync(Token("when they are over") with { Created = Now.AddDays(1) }, Secret.New()));
        Assert.True(await Accounts.AddTokenAsync(Token("of another") with { Person = "another" }, Secret.New()));

        var links = await Task.WhenAll(Enumerable.Range(0, SignInLink.MostReturns + 10).Select(i => Task.Run(() => Accounts.AddLinkAsync(Link($"l{i}"), Secret.New()))));
        Assert.Equal(SignInLink.MostReturns, links.Count(added => added));
        var opened = Secret.New();
        Assert.True(await Accounts.AddLinkAsync(Link("for another device") with { Kind = LinkKind.Personal }, opened));
        var once = await Task.WhenAll(Enumerable.Range(0, SignInLink.MostPersonal + 10).Select(i => Task.Run(() => Accounts.AddLinkAsync(Link($"p{i}") with { Kind = LinkKind.Personal }, Secret.New()))));
        Assert.Equal(SignInLink.MostPersonal - 1, once.Count(added => added));
        // One that was opened is over.
        Assert.Equal(LinkOutcome.Redeemed, (await Accounts.RedeemLinkAsync(opened, Now, remote: true)).Outcome);
        Assert.True(await Accounts.AddLinkAsync(Link("for one more device") with { Kind = LinkKind.Personal }, Secret.New()));
        Assert.True(await Accounts.AddLinkAsync(Link("when they are over") with { Created = Now.AddDays(1) }, Secret.New()));

        AccessToken Token(string id) => new(id, _mira.Id, "a program", TokenScopes.Read, null, Now, Now.AddDays(1));

        SignInLink Link(string id) => new(LinkKind.Return, _mira.Id, null, null, Now, Now.AddDays(1), RemoteAllowed: true, Id: id);
    }

    [Fact]
    public async Task Of_many_who_redeem_a_link_at_once_one_does()
    {
        await Accounts.SavePersonAsync(_mira);
        var secret = Secret.New();
        var link = new SignInLink(LinkKind.Personal, _mira.Id, "s.1", "annotator", Now, Now.AddMinutes(10), RemoteAllowed: true);
        await Accounts.AddLinkAsync(link, secret);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Accounts.RedeemLinkAsync(secret, Now, remote: true))));
        Assert.Equal(link with { Used = Now }, Assert.Single(answers, a => a.Outcome == LinkOutcome.Redeemed).Link);
        Assert.Equal(19, answers.Count(a => a.Outcome == LinkOutcome.Used));
        Reopen();
        Assert.Equal(LinkOutcome.Used, (await Accounts.RedeemLinkAsync(secret, Now.AddDays(1), remote: false)).Outcome);
    }

    [Fact]
    public async Task The_command_that_redeemed_a_link_redeems_it_again_and_no_other_does()
    {
        await Accounts.SavePersonAsync(_mira);
        var secret = Secret.New();
        await Accounts.AddLinkAsync(new SignInLink(LinkKind.Personal, _mira.Id, "s.1", "annotator", Now, Now.AddMinutes(10), RemoteAllowed: true), secret);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => Accounts.RedeemLinkAsync(secret, Now, remote: true, $"command {i % 2}"))));
        Assert.Equal(10, answers.Count(a => a.Outcome == LinkOutcome.Redeemed));
        Reopen();
        var again = await Task.WhenAll(new[] { "command 0", "command 1", null }.Select(command => Accounts.RedeemLinkAsync(secret, Now.AddDays(1), remote: true, command)));
        Assert.Equal([LinkOutcome.Redeemed, LinkOutcome.Used, LinkOutcome.Used], again.Select(a => a.Outcome).Order());
    }

    [Fact]
    public async Task Of_many_who_come_in_by_one_command_all_are_the_first()
    {
        Assert.Null(await Accounts.FindJoinAsync("command"));
        var people = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            Task.Run(() => Accounts.ClaimJoinAsync("command", new Person(Secret.NewId(), $"Guest {i}", Now), "s.1"))));
        var first = Assert.Single(people.Distinct());
        Reopen();
        Assert.Equal(first, await Accounts.ClaimJoinAsync("command", _mira, "s.1"));
        Assert.Equal(new PastJoin(first.Id, "s.1"), await Accounts.FindJoinAsync("command"));
        Assert.Null(await Accounts.FindPersonAsync(_mira.Id));
        Assert.Equal(_mira, await Accounts.ClaimJoinAsync("another", _mira, "s.1"));
    }

    [Fact]
    public async Task A_link_that_is_refused_stays_unused()
    {
        var secret = Secret.New();
        await Accounts.AddLinkAsync(new SignInLink(LinkKind.Owner, null, null, null, Now, Now.AddMinutes(10), RemoteAllowed: false), secret);
        Assert.Equal(new LinkRedemption(LinkOutcome.Unknown, null), await Accounts.RedeemLinkAsync(Secret.New(), Now, remote: false));
        Assert.Equal(LinkOutcome.Expired, (await Accounts.RedeemLinkAsync(secret, Now.AddMinutes(10), remote: false)).Outcome);
        Assert.Equal(LinkOutcome.LocalOnly, (await Accounts.RedeemLinkAsync(secret, Now, remote: true)).Outcome);
        Assert.Equal(LinkOutcome.Redeemed, (await Accounts.RedeemLinkAsync(secret, Now, remote: false)).Outcome);
    }

    [Fact]
    public async Task Seats_are_listed_by_person_and_by_seminar()
    {
        var jonas = new Person(Secret.NewId(), "Jonas Wirth", Now);
        await Accounts.SavePersonAsync(_mira);
        await Accounts.SavePersonAsync(jonas);
        await Accounts.SaveMembershipAsync(new Membership(_mira.Id, "s.2", "m1"));
        await Accounts.SaveMembershipAsync(new Membership(_mira.Id, "s.1", "m1"));
        await Accounts.SaveMembershipAsync(new Membership(jonas.Id, "s.1", "m2"));
        await Accounts.SaveMembershipAsync(new Membership(_mira.Id, "s.1", "m3"));
        await Accounts.RemoveMembershipAsync(jonas.Id, "s.2");
        Assert.Equal([("s.1", "m3"), ("s.2", "m1")], (await Accounts.ListMembershipsOfPersonAsync(_mira.Id)).Select(m => (m.Seminar, m.Member)));
        Assert.Equal(["m2", "m3"], (await Accounts.ListMembershipsOfSeminarAsync("s.1")).Select(m => m.Member));
        await Accounts.RemoveMembershipAsync(jonas.Id, "s.1");
        Assert.Empty(await Accounts.ListMembershipsOfPersonAsync(jonas.Id));
    }

    [Fact]
    public async Task Settings_are_listed_by_how_their_keys_begin_and_no_character_stands_for_others()
    {
        foreach (var key in new[] { "erased:a", "erased:b", "erased", "erasedX", "Erased:c", "e%" })
            await Accounts.SaveSettingAsync(key, new byte[] { 1 });
        Assert.Equal(["erased:a", "erased:b"], (await Accounts.ListSettingsAsync("erased:")).Order(StringComparer.Ordinal));
        Assert.Equal(["e%"], await Accounts.ListSettingsAsync("e%"));
        Assert.Empty(await Accounts.ListSettingsAsync("none"));
    }

    [Fact]
    public async Task A_setting_is_replaced_where_it_is_as_it_was_read_and_of_several_one_does()
    {
        await Accounts.SaveSettingAsync("turn", new byte[] { 0 });
        var took = await Task.WhenAll(Enumerable.Range(1, 8).Select(n => Task.Run(() => Accounts.ReplaceSettingAsync("turn", new byte[] { 0 }, new[] { (byte)n }))));
        Assert.Single(took, true);
        Assert.Equal((byte)(Array.IndexOf(took, true) + 1), (await Accounts.ReadSettingAsync("turn"))!.Value.Span[0]);
        await Accounts.RemoveSettingAsync("turn");
        await Accounts.RemoveSettingAsync("turn");
        Assert.Null(await Accounts.ReadSettingAsync("turn"));
        Assert.False(await Accounts.ReplaceSettingAsync("turn", new byte[] { 0 }, new byte[] { 1 }));
    }

    [Fact]
    public async Task Settings_and_keys_are_kept()
    {
        Assert.Null(await Accounts.ReadSettingAsync("theme"));
        await Accounts.SaveSettingAsync("theme", "ink"u8.ToArray());
        await Accounts.SaveSettingAsync("theme", ReadOnlyMemory<byte>.Empty);
        await Accounts.SaveKeyAsync("key-2", "<key>2</key>");
        await Accounts.SaveKeyAsync("key-1", "<key>1</key>");
        await Accounts.SaveKeyAsync("key-2", "<key>two</key>");
        Reopen();
        Assert.Equal(0, (await Accounts.ReadSettingAsync("theme"))!.Value.Length);
        Assert.Equal(["<key>two</key>", "<key>1</key>"], await Accounts.ListKeysAsync());
    }
}
