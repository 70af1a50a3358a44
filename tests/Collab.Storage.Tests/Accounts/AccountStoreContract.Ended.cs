using Collab.Storage.Accounts;

namespace Collab.Storage.Tests.Accounts;

/// <summary>This part: what has ended is forgotten, a while later.</summary>
public abstract partial class AccountStoreContract
{
    private static readonly TimeSpan Unused = TimeSpan.FromDays(90), Longest = TimeSpan.FromDays(180), Kept = TimeSpan.FromDays(30);

    [Fact]
    public async Task Sessions_are_forgotten_a_while_after_they_ended_and_the_grant_of_one_that_lapsed_at_once()
    {
        await Accounts.SavePersonAsync(_mira);
        var (ended, unused, old, used) = (Secret.New(), Secret.New(), Secret.New(), Secret.New());
        await StartedAsync(ended, Now.AddDays(190));
        Assert.True(await Accounts.EndSessionAsync(Secret.Hash(ended), Now.AddDays(190)));
        await StartedAsync(unused, Now.AddDays(100));
        await StartedAsync(old, Now);
        await Accounts.SeeSessionAsync(Secret.Hash(old), Now.AddDays(189));
        await StartedAsync(used, Now.AddDays(100));
        await Accounts.SeeSessionAsync(Secret.Hash(used), Now.AddDays(189));

        // On the last day of each, neither they nor what they are asked for again by goes.
        Assert.Equal((4, 3), await LeftAsync(Now.AddDays(180)));
        Assert.Equal((4, 1), await LeftAsync(Now.AddDays(191)));
        Assert.NotNull(await Accounts.ReadGrantAsync(Secret.Hash(used)));
        Assert.Equal((3, 1), await LeftAsync(Now.AddDays(211)));
        Assert.Null(await Accounts.FindSessionAsync(Secret.Hash(old)));
        Assert.Equal((1, 1), await LeftAsync(Now.AddDays(221)));
        Reopen();
        Assert.NotNull(await Accounts.FindSessionAsync(used));
        Assert.Equal(_mira, await Accounts.FindPersonAsync(_mira.Id));

        async Task StartedAsync(string secret, DateTimeOffset at)
        {
            await Accounts.StartSessionAsync(secret, _mira.Id, "Firefox on Linux", SignInWay.Institution, at);
            Assert.True(await Accounts.SaveGrantAsync(Secret.Hash(secret), new byte[] { 1 }, at));
        }

        async Task<(int Sessions, int Grants)> LeftAsync(DateTimeOffset now)
        {
            await Accounts.ForgetEndedAsync(now, Unused, Longest, Kept);
            var left = await Accounts.ListSessionsAsync(_mira.Id);
            var grants = await Task.WhenAll(left.Select(session => Accounts.ReadGrantAsync(session.Id)));
            return (left.Count, grants.Count(grant => grant is not null));
        }
    }

    [Fact]
    public async Task Links_and_tokens_are_forgotten_a_while_after_they_ended_and_those_that_hold_stay()
    {
        await Accounts.SavePersonAsync(_mira);
        var link = new SignInLink(LinkKind.Return, _mira.Id, null, null, Now, Now.AddDays(90), RemoteAllowed: true, Id: Secret.NewId());
        var (returning, revoked, expired, opened) = (Secret.New(), Secret.New(), Secret.New(), Secret.New());
        await Accounts.AddLinkAsync(link with { Used = Now.AddDays(1) }, returning);
        await Accounts.AddLinkAsync(link with { Id = Secret.NewId(), Revoked = Now.AddDays(2) }, revoked);
        await Accounts.AddLinkAsync(link with { Kind = LinkKind.Personal, Id = null, Expires = Now.AddDays(2) }, expired);
        await Accounts.AddLinkAsync(link with { Kind = LinkKind.Owner, Id = null, Person = null, Seminar = "s.1", Used = Now.AddDays(2) }, opened);
        var token = new AccessToken(Secret.NewId(), _mira.Id, "holds", TokenScopes.Read, null, Now, null);
        await Accounts.AddTokenAsync(token, Secret.New());
        await Accounts.AddTokenAsync(token with { Id = Secret.NewId(), Name = "expired", Expires = Now.AddDays(2) }, Secret.New());
        await Accounts.AddTokenAsync(token with { Id = Secret.NewId(), Name = "revoked", Revoked = Now.AddDays(2) }, Secret.New());

        await Accounts.ForgetEndedAsync(Now.AddDays(32), Unused, Longest, Kept);
        Assert.All(await Task.WhenAll(new[] { returning, revoked, expired, opened }.Select(Accounts.FindLinkAsync)), Assert.NotNull);
        Assert.Equal(3, (await Accounts.ListTokensAsync(_mira.Id)).Count);
        await Accounts.ForgetEndedAsync(Now.AddDays(33), Unused, Longest, Kept);
        Assert.All(await Task.WhenAll(new[] { revoked, expired, opened }.Select(Accounts.FindLinkAsync)), Assert.Null);
        Assert.Equal(["holds"], (await Accounts.ListTokensAsync(_mira.Id)).Select(left => left.Name));
        // It is opened again and again, until it expires.
        Assert.NotNull(await Accounts.FindLinkAsync(returning));
        await Accounts.ForgetEndedAsync(Now.AddDays(121), Unused, Longest, Kept);
        Assert.Null(await Accounts.FindLinkAsync(returning));
    }

    [Fact]
    public async Task Who_asked_for_a_seat_and_got_neither_seat_nor_name_is_forgotten()
    {
        var (refused, sits) = (new Person(Secret.NewId(), "", Now), new Person(Secret.NewId(), "", Now));
        await Accounts.ClaimJoinAsync("a command", refused, "s.1");
        await Accounts.ClaimJoinAsync("another", sits, "s.1");
        await Accounts.SaveMembershipAsync(new Membership(sits.Id, "s.1", "m1"));
        await Accounts.ForgetEndedAsync(Now.AddDays(30), Unused, Longest, Kept);
        Assert.Equal(refused, await Accounts.FindPersonAsync(refused.Id));
        await Accounts.ForgetEndedAsync(Now.AddDays(31), Unused, Longest, Kept);
        Assert.Null(await Accounts.FindPersonAsync(refused.Id));
        Assert.Equal(sits, await Accounts.FindPersonAsync(sits.Id));
    }

    [Fact]
    public async Task Which_command_somebody_came_in_by_is_known_for_a_while_after_they_last_signed_in()
    {
        await Accounts.ClaimJoinAsync("a command", _mira, "s.1");
        await Accounts.ForgetEndedAsync(Now.AddDays(30), Unused, Longest, Kept);
        Assert.Equal(new PastJoin(_mira.Id, "s.1"), await Accounts.FindJoinAsync("a command"));
        // Whoever is long known and comes in anew may not have heard that they are in.
        await Accounts.StartSessionAsync(Secret.New(), _mira.Id, null, SignInWay.Invite, Now.AddDays(60));
        await Accounts.ForgetEndedAsync(Now.AddDays(90), Unused, Longest, Kept);
        Assert.NotNull(await Accounts.FindJoinAsync("a command"));
        await Accounts.ForgetEndedAsync(Now.AddDays(91), Unused, Longest, Kept);
        Assert.Null(await Accounts.FindJoinAsync("a command"));
        Assert.Equal(_mira, await Accounts.FindPersonAsync(_mira.Id));
    }
}
