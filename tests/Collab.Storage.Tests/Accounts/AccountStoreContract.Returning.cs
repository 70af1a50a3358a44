using Collab.Storage.Accounts;

namespace Collab.Storage.Tests.Accounts;

/// <summary>This part: links and sessions of people who come back.</summary>
public abstract partial class AccountStoreContract
{
    [Fact]
    public async Task A_link_to_return_by_is_redeemed_again_and_again_until_it_is_revoked_or_expires()
    {
        await Accounts.SavePersonAsync(_mira);
        var (secret, later) = (Secret.New(), Secret.New());
        var link = new SignInLink(LinkKind.Return, _mira.Id, null, null, Now, Now.AddDays(90), RemoteAllowed: true, Id: Secret.NewId());
        await Accounts.AddLinkAsync(link, secret);
        await Accounts.AddLinkAsync(link with { Id = Secret.NewId(), Created = Now.AddDays(1) }, later);
        await Accounts.AddLinkAsync(new SignInLink(LinkKind.Personal, _mira.Id, null, null, Now, Now.AddMinutes(10), RemoteAllowed: true), Secret.New());
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => Accounts.RedeemLinkAsync(secret, Now.AddDays(1), remote: true, $"command {i}"))));
        Assert.All(answers, answer => Assert.Equal(new LinkRedemption(LinkOutcome.Redeemed, link with { Used = Now.AddDays(1) }), answer with { Link = answer.Link! with { Used = Now.AddDays(1) } }));
        Assert.Equal(LinkOutcome.Expired, (await Accounts.RedeemLinkAsync(secret, Now.AddDays(90), remote: true)).Outcome);

        Assert.False(await Accounts.RevokeLinkAsync("somebody else", link.Id!, Now));
        Assert.True(await Accounts.RevokeLinkAsync(_mira.Id, link.Id!, Now.AddDays(2)));
        Assert.False(await Accounts.RevokeLinkAsync(_mira.Id, link.Id!, Now.AddDays(3)));
        Reopen();
        Assert.Equal(LinkOutcome.Revoked, (await Accounts.RedeemLinkAsync(secret, Now.AddDays(2), remote: true, "command 1")).Outcome);
        Assert.Equal(LinkOutcome.Redeemed, (await Accounts.RedeemLinkAsync(later, Now.AddDays(2), remote: true)).Outcome);

        // The one without an id is no way back that stays: it is in no list.
        Assert.Equal(
            [(Now.AddDays(1), Now.AddDays(2), null), (Now, Now.AddDays(1), (DateTimeOffset?)Now.AddDays(2))],
            (await Accounts.ListLinksAsync(_mira.Id)).Select(found => (found.Created, found.Used!.Value, found.Revoked)));
    }

    [Fact]
    public async Task A_link_that_moves_a_seat_names_it_and_is_redeemed_once()
    {
        var secret = Secret.New();
        var link = new SignInLink(LinkKind.Recovery, null, "s.1", null, Now, Now.AddMinutes(10), RemoteAllowed: true, Member: "m1");
        await Accounts.AddLinkAsync(link, secret);
        Reopen();
        Assert.Equal(link, await Accounts.FindLinkAsync(secret));
        Assert.Equal(new LinkRedemption(LinkOutcome.Redeemed, link with { Used = Now }), await Accounts.RedeemLinkAsync(secret, Now, remote: true, "a command"));
        Assert.Equal(LinkOutcome.Used, (await Accounts.RedeemLinkAsync(secret, Now, remote: true, "another")).Outcome);
    }

    [Fact]
    public async Task A_session_knows_how_somebody_signed_in_and_when_they_last_did()
    {
        await Accounts.SavePersonAsync(_mira);
        var secret = Secret.New();
        var session = await Accounts.StartSessionAsync(secret, _mira.Id, null, SignInWay.Code, Now);
        Assert.Equal((Now, SignInWay.Code), (session.SignedIn, session.Way));
        Assert.True(await Accounts.ConfirmSessionAsync(session.Id, SignInWay.Passkey, Now.AddHours(2)));
        Assert.True(await Accounts.ConfirmSessionAsync(session.Id, SignInWay.Passkey, Now.AddHours(1)));
        Reopen();
        Assert.Equal(session with { SignedIn = Now.AddHours(2), Way = SignInWay.Passkey }, await Accounts.FindSessionAsync(secret));
        await Accounts.EndSessionAsync(session.Id, Now.AddHours(3));
        Assert.False(await Accounts.ConfirmSessionAsync(session.Id, SignInWay.Link, Now.AddHours(4)));
        Assert.False(await Accounts.ConfirmSessionAsync("no session", SignInWay.Link, Now));
    }

    [Fact]
    public async Task What_a_session_is_asked_for_again_by_is_kept_until_it_ends()
    {
        await Accounts.SavePersonAsync(_mira);
        var secret = Secret.New();
        var session = await Accounts.StartSessionAsync(secret, _mira.Id, null, SignInWay.Institution, Now);
        Assert.Null(await Accounts.ReadGrantAsync(session.Id));
        Assert.True(await Accounts.SaveGrantAsync(session.Id, "first"u8.ToArray(), Now.AddMinutes(4)));
        Assert.True(await Accounts.SaveGrantAsync(session.Id, "second"u8.ToArray(), Now.AddMinutes(8)));
        Reopen();
        Assert.Equal("second"u8.ToArray(), (await Accounts.ReadGrantAsync(session.Id))!.Value.ToArray());
        Assert.Equal(session with { Checked = Now.AddMinutes(8) }, await Accounts.FindSessionAsync(secret));
        await Accounts.EndSessionAsync(session.Id, Now.AddMinutes(9));
        Assert.Null(await Accounts.ReadGrantAsync(session.Id));
        Assert.False(await Accounts.SaveGrantAsync(session.Id, "third"u8.ToArray(), Now.AddMinutes(10)));
        Assert.Null(await Accounts.ReadGrantAsync(session.Id));
        Assert.Null(await Accounts.ReadGrantAsync("no session"));
    }

    [Fact]
    public async Task Of_all_who_would_ask_about_a_session_at_once_one_does()
    {
        await Accounts.SavePersonAsync(_mira);
        var secret = Secret.New();
        var session = await Accounts.StartSessionAsync(secret, _mira.Id, null, SignInWay.Institution, Now);
        Assert.False(await Accounts.CheckSessionAsync(session.Id, Now, Now.AddMinutes(4)));
        await Accounts.SaveGrantAsync(session.Id, "first"u8.ToArray(), Now);
        var asked = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Accounts.CheckSessionAsync(session.Id, Now, Now.AddMinutes(4)))));
        Assert.Single(asked, one => one);
        Assert.Equal(Now.AddMinutes(4), (await Accounts.FindSessionAsync(secret))!.Checked);
        Assert.True(await Accounts.CheckSessionAsync(session.Id, Now.AddMinutes(4), Now));
        await Accounts.EndSessionAsync(session.Id, Now.AddMinutes(9));
        Assert.False(await Accounts.CheckSessionAsync(session.Id, Now, Now.AddMinutes(8)));
    }

    [Fact]
    public async Task Sessions_and_tokens_are_found_by_any_number_of_ids()
    {
        await Accounts.SavePersonAsync(_mira);
        Assert.Empty(await Accounts.FindSessionsAsync([]));
        Assert.Empty(await Accounts.FindTokensAsync([]));
        List<Session> sessions = [];
        List<AccessToken> tokens = [];
        for (var i = 0; i < 3; i++)
        {
            sessions.Add(await Accounts.StartSessionAsync(Secret.New(), _mira.Id, null, SignInWay.Invite, Now));
            tokens.Add(new AccessToken(Secret.NewId(), _mira.Id, $"token {i}", TokenScopes.Read, null, Now));
            Assert.True(await Accounts.AddTokenAsync(tokens[i], Secret.New()));
        }

        await Accounts.EndSessionAsync(sessions[1].Id, Now.AddHours(1));
        await Accounts.RevokeTokenAsync(_mira.Id, tokens[1].Id, Now.AddHours(1));
        string[] unknown = [.. Enumerable.Range(0, 1_000).Select(i => $"nobody's {i}")];
        Assert.Equal(
            [sessions[0], sessions[1] with { Ended = Now.AddHours(1) }],
            (await Accounts.FindSessionsAsync([.. unknown, sessions[1].Id, sessions[0].Id])).OrderBy(found => found.Ended));
        Assert.Equal(
            [tokens[0], tokens[1] with { Revoked = Now.AddHours(1) }],
            (await Accounts.FindTokensAsync([.. unknown, tokens[1].Id, tokens[0].Id])).OrderBy(found => found.Revoked));
    }

    [Fact]
    public async Task M219_Of_the_sessions_of_a_person_fifty_are_open_and_the_one_that_was_used_longest_ago_ends()
    {
        var other = new Person(Secret.NewId(), "Jon Sand", Now);
        await Accounts.SavePersonAsync(_mira);
        await Accounts.SavePersonAsync(other);
        var others = await Accounts.StartSessionAsync(Secret.New(), other.Id, null, SignInWay.Invite, Now);
        List<Session> sessions = [];
        for (var i = 0; i < Session.Most; i++)
            sessions.Add(await Accounts.StartSessionAsync(Secret.New(), _mira.Id, null, SignInWay.Invite, Now.AddMinutes(i)));
        Assert.DoesNotContain(await Accounts.ListSessionsAsync(_mira.Id), session => session.Ended is not null);

        // The first is used; the second is the oldest then, and the third is when that has ended.
        await Accounts.SeeSessionAsync(sessions[0].Id, Now.AddHours(2));
        await Accounts.SaveGrantAsync(sessions[1].Id, "grant"u8.ToArray(), Now);
        await Accounts.StartSessionAsync(Secret.New(), _mira.Id, null, SignInWay.Invite, Now.AddHours(3));
        Assert.Null(await Accounts.ReadGrantAsync(sessions[1].Id));
        // By a clock that was set back it is the oldest itself, and stays.
        var late = await Accounts.StartSessionAsync(Secret.New(), _mira.Id, null, SignInWay.Invite, Now.AddHours(-1));

        var ended = (await Accounts.ListSessionsAsync(_mira.Id)).Where(session => session.Ended is not null).Select(session => session.Id);
        Assert.Equal(sessions[1..3].Select(session => session.Id).Order(), ended.Order());
        Assert.Null(Assert.Single(await Accounts.FindSessionsAsync([late.Id])).Ended);
        Assert.Null(Assert.Single(await Accounts.FindSessionsAsync([others.Id])).Ended);
    }
}
