using Collab.Contracts;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Server.Limits;
using Collab.Server.Security;
using Collab.Storage.Accounts;

namespace Collab.Server.Api;

/// <summary>
/// Lets people in. Whatever is unknown, link or code, is answered alike, so that guessing teaches nothing; one that was good once is
/// said to be gone.
/// </summary>
internal sealed class Joins(IGrainFactory grains, IAccountStore accounts, JoinCodes codes, SignIns signIns, RateLimits limits, TimeProvider time)
{
    private static RefusalException Unknown => new("not-found", "There is no such link or code. Ask for a new one, or look whether it was copied in full.");

    private static RefusalException Gone => new("gone", "This link has expired, was revoked, or has been used as often as it may be. Ask for a new one.");

    /// <summary>Joins by a secret or by a code, and signs this browser in.</summary>
    public async Task<JoinApi.Joined> JoinAsync(HttpContext context, string? secret, string? code, string? name)
    {
        if (secret is null == code is null)
            throw new RefusalException("bad-request", "Send either the secret of a link or a code.");
        if (context.Caller()?.Token is not null)
            throw new RefusalException("forbidden", "A token does not join. Open the link in a browser.");
        limits.CountJoin(context.Address());
        if (code is not null)
            return await ByCodeAsync(context, code, name);
        try
        {
            return JoinSecret.IsOneUse(secret!) ? await ByOneUseLinkAsync(context, secret!, name) : await ByInviteAsync(context, secret!, name);
        }
        catch (RefusalException refusal) when (refusal.Code is "not-found" or "gone")
        {
            limits.CountFailedLink(context.Address());
            throw;
        }
    }

    private async Task<JoinApi.Joined> ByCodeAsync(HttpContext context, string code, string? name)
    {
        limits.DemandSignIns(context.Address());
        if (await codes.FindAsync(code) is not { } found)
        {
            limits.CountFailedSignIn(context.Address());
            throw Unknown;
        }

        return await EnterAsync(context, found.Seminar, name, (seminar, person, checkedName) => seminar.JoinAsync(person, checkedName, found.Role));
    }

    private async Task<JoinApi.Joined> ByInviteAsync(HttpContext context, string secret, string? name)
    {
        var hash = Secret.Hash(secret);
        if (JoinSecret.SeminarOf(secret) is not { } id || await grains.GetGrain<ISeminarGrain>(id).OpenAsync() is not { } state
            || state.Invites.Values.FirstOrDefault(invite => invite.SecretHash == hash) is not { } invite)
            throw Unknown;
        if (!invite.IsUsable(time.GetUtcNow()) && (context.Caller() is not { } caller || state.MemberOf(caller.Person) is null))
            throw Gone;
        return await EnterAsync(context, id, name, (seminar, person, checkedName) => seminar.RedeemAsync(hash, person, checkedName));
    }

    private async Task<JoinApi.Joined> ByOneUseLinkAsync(HttpContext context, string secret, string? name)
    {
        // Looked at before it is used up: a name that is refused must not cost the link.
        if (await accounts.FindLinkAsync(secret) is not { } link)
            throw Unknown;
        if (link.Kind == LinkKind.Owner)
            return await EnterAsync(context, link.Seminar!, name, async (seminar, person, checkedName) =>
            {
                if (await seminar.OpenAsync() is { } state && checkedName is not null)
                    DisplayName.DemandDistinct(state.Members, checkedName, state.MemberOf(person)?.Id);
                await RedeemAsync(context, secret);
                return await seminar.JoinAsync(person, checkedName, Role.Owner);
            });
        await RedeemAsync(context, secret);
        await signIns.SignInAsync(context, link.Person!);
        var seat = (await accounts.ListMembershipsOfPersonAsync(link.Person!)).FirstOrDefault(membership => link.Seminar is null || membership.Seminar == link.Seminar) ?? throw Gone;
        return await AnswerAsync(seat.Seminar, link.Person!);
    }

    private async Task RedeemAsync(HttpContext context, string secret)
    {
        var redemption = await accounts.RedeemLinkAsync(secret, time.GetUtcNow(), remote: !context.IsLocal());
        if (redemption.Outcome == LinkOutcome.LocalOnly)
            throw new RefusalException("forbidden", "This link works in a browser on the server's own machine only. The command “link --remote” makes one that works from here.");
        if (redemption.Outcome != LinkOutcome.Redeemed)
            throw redemption.Outcome == LinkOutcome.Unknown ? Unknown : Gone;
    }

    private async Task<JoinApi.Joined> EnterAsync(HttpContext context, string seminar, string? name, Func<ISeminarGrain, string, string?, Task<Reply>> join)
    {
        var known = context.Caller() is { } caller ? await accounts.FindPersonAsync(caller.Person) : null;
        var person = known ?? new Person(Secret.NewId(), DisplayName.Check(name), time.GetUtcNow());
        var checkedName = name is null ? known?.DisplayName : DisplayName.Check(name);
        if (known is null)
            await accounts.SavePersonAsync(person);
        var outcome = (await join(grains.GetGrain<ISeminarGrain>(seminar), person.Id, checkedName)).Demand();
        await accounts.SaveMembershipAsync(new Membership(person.Id, seminar, outcome.Id!));
        await signIns.SignInAsync(context, person.Id);
        return await AnswerAsync(seminar, person.Id);
    }

    private async Task<JoinApi.Joined> AnswerAsync(string seminar, string person)
    {
        var state = await grains.GetGrain<ISeminarGrain>(seminar).OpenAsync();
        var member = state?.MemberOf(person) ?? throw Gone;
        return new JoinApi.Joined(seminar, state.Documents.FirstOrDefault(), member.Role, member.Id);
    }
}
