using Collab.Contracts;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Server.Accounts;
using Collab.Server.Limits;
using Collab.Server.Security;
using Collab.Storage.Accounts;

namespace Collab.Server.Api;

/// <summary>
/// Lets people in. Whatever is unknown, link or code, is answered alike, so that guessing teaches nothing; one that was good once is
/// said to be gone.
/// </summary>
internal sealed class Joins(IGrainFactory grains, IAccountStore accounts, JoinCodes codes, SeatLinks seatLinks, SignIns signIns, Credentials credentials, RateLimits limits, TimeProvider time)
{
    /// <summary>Of somebody who has asked for a seat and has none yet.</summary>
    private const string Unnamed = "";

    /// <summary>For how long an answer that was lost is given again, at least; at most for twice as long.</summary>
    internal static readonly TimeSpan Repeatable = TimeSpan.FromMinutes(10);

    internal static RefusalException Unknown => new("not-found", "There is no such link or code. Ask for a new one, or look whether it was copied in full.");

    internal static RefusalException Gone => SeminarDecider.LinkGone;

    private static RefusalException TooLate => new("gone", "This was sent before, too long ago to be answered again. Load the page and join anew.");

    /// <summary>Joins by a secret or by a code, and signs this browser in. The same command again, within <see cref="Repeatable"/> and while the link is not revoked, is answered the same seat.</summary>
    public async Task<JoinApi.Joined> JoinAsync(HttpContext context, JoinApi.Join join)
    {
        if (join.Secret is null == join.Code is null)
            throw new RefusalException("bad-request", "Send either the secret of a link or a code.");
        if (context.Caller()?.Token is not null)
            throw new RefusalException("forbidden", "A token does not join. Open the link in a browser.");
        limits.CountArrival(context.Address());
        var attempt = new Attempt(context, await CallerAsync(context), KeyOf(join), join.DisplayName, WayOf(join));
        if (await FindSeatAsync(attempt) is { } seat)
        {
            limits.CountJoin(context.Address(), seat.Seminar);
            if (attempt.Caller?.Person != seat.Person && join.Secret is { } link && await IsRevokedAsync(link))
                throw Gone;
            await DemandNotOfInstitutionAsync(attempt, seat.Person);
            await NameAsync(seat);
            await signIns.SignInAsync(attempt.Context, seat.Person, attempt.Way);
            return await AnswerAsync(seat.Seminar, seat.Person);
        }

        if (join.Code is not null)
            return await ByCodeAsync(attempt, join.Code);
        try
        {
            return JoinSecret.IsKept(join.Secret!) ? await ByKeptLinkAsync(attempt, join.Secret!) : await ByInviteAsync(attempt, join.Secret!);
        }
        catch (RefusalException refusal) when (refusal.Code is "not-found" or "gone")
        {
            limits.CountFailedLink(context.Address());
            throw;
        }
    }

    /// <summary>Who knows the id of a command but not what it was sent with learns nothing by it, and the other way round.</summary>
    private static string? KeyOf(JoinApi.Join join) =>
        join.CommandId is { } command ? Secret.Hash($"{join.Secret ?? JoinCodes.LettersOf(join.Code!)} {command}") : null;

    private static SignInWay WayOf(JoinApi.Join join) =>
        join.Code is not null ? SignInWay.Code : JoinSecret.WayOf(join.Secret!);

    /// <summary>
    /// Whoever sends this, where they are signed in still: these doors are everybody's, so nobody was asked when the body had come, and nobody
    /// whose session ended meanwhile has a new one by it.
    /// </summary>
    private async Task<Caller?> CallerAsync(HttpContext context)
    {
        if (context.Caller() is not { } caller)
            return null;
        return (await credentials.AreStillValidAsync([caller]))[0] ? caller : throw new LateRefusalException(SignIns.Missing);
    }

    /// <summary>What says, beside the claim of a command, that it was sent in this stretch of time.</summary>
    /// <param name="later">How many stretches later.</param>
    private string MarkOf(string command, int later = 0) => Secret.Hash($"{command} {(time.GetUtcNow().Ticks / Repeatable.Ticks) + later}");

    /// <summary>Who comes in by the command, as every version and every node claims it; and, before it, that this is now.</summary>
    private async Task<Person> ClaimAsync(string command, Person person, string seminar)
    {
        // So that a mark adds nobody whom the claim does not let in.
        if (await accounts.FindJoinAsync(command) is { } before)
            person = await accounts.FindPersonAsync(before.Person) ?? person;
        person = await accounts.ClaimJoinAsync(MarkOf(command), person, seminar);
        return await accounts.ClaimJoinAsync(command, person, seminar);
    }

    /// <summary>The seat that this command was given before; null where it was given none yet.</summary>
    /// <exception cref="RefusalException"><c>gone</c>: it lets in whoever is signed in as its person, and nobody else any more.</exception>
    private async Task<PastJoin?> FindSeatAsync(Attempt attempt)
    {
        if (attempt.Command is not { } command || await accounts.FindJoinAsync(command) is not { } before)
            return null;
        var seated = (await grains.GetGrain<ISeminarGrain>(before.Seminar).OpenAsync())?.MemberOf(before.Person) is not null;
        if (attempt.Caller?.Person == before.Person || await IsRecentAsync(command))
            return seated ? before : null;
        // Who was refused then is nobody yet.
        if (!seated && await accounts.FindPersonAsync(before.Person) is { DisplayName: Unnamed })
            return null;
        throw TooLate;
    }

    /// <summary>Whether it was sent in this stretch of time or the one before. Another node's clock may be a little ahead.</summary>
    private async Task<bool> IsRecentAsync(string command)
    {
        foreach (var later in (int[])[0, -1, 1])
        {
            if (await accounts.FindJoinAsync(MarkOf(command, later)) is not null)
                return true;
        }

        return false;
    }

    /// <summary>Whether whoever gave the link has taken it back.</summary>
    private async Task<bool> IsRevokedAsync(string secret)
    {
        if (JoinSecret.IsKept(secret))
            return await accounts.FindLinkAsync(secret) is not { Revoked: null };
        var hash = Secret.Hash(secret);
        return JoinSecret.SeminarOf(secret) is { } id && (await grains.GetGrain<ISeminarGrain>(id).OpenAsync())?.Invites.Values.FirstOrDefault(invite => invite.SecretHash == hash) is not { Revoked: false };
    }

    /// <summary>
    /// A command lets in whoever sent it before, for an answer may be lost; but nobody whom an institution knows, once they are signed in no more:
    /// it may let them in no more either.
    /// </summary>
    private async Task DemandNotOfInstitutionAsync(Attempt attempt, string person)
    {
        if (attempt.Caller?.Person != person && (await accounts.ListIdentitiesAsync(person)).Count > 0)
            throw new RefusalException("unauthenticated", "Sign in by the university first, then open the link or type the code again.");
    }

    /// <summary>A crash may have come between the seat and the account's name.</summary>
    private async Task NameAsync(PastJoin seat)
    {
        if (await accounts.FindPersonAsync(seat.Person) is { DisplayName: Unnamed } unnamed && (await grains.GetGrain<ISeminarGrain>(seat.Seminar).OpenAsync())?.MemberOf(seat.Person) is { } member)
            await accounts.SavePersonAsync(unnamed with { DisplayName = member.Name });
    }

    private async Task<JoinApi.Joined> ByCodeAsync(Attempt attempt, string code)
    {
        if (await codes.FindAsync(code, attempt.Context.Address(), joining: true) is not { } found)
            throw Unknown;
        // It is nobody's word about somebody who was removed, however new it is.
        return await EnterAsync(attempt, found.Seminar, (seminar, person, checkedName) => seminar.JoinAsync(person, checkedName, found.Role, made: SeminarDecider.ByCode));
    }

    private async Task<JoinApi.Joined> ByInviteAsync(Attempt attempt, string secret)
    {
        var hash = Secret.Hash(secret);
        if (JoinSecret.SeminarOf(secret) is not { } id || await grains.GetGrain<ISeminarGrain>(id).OpenAsync() is not { } state
            || state.Invites.Values.FirstOrDefault(invite => invite.SecretHash == hash) is not { } invite)
            throw Unknown;
        // Who sends a command twice at once may find that it has used the link up meanwhile: so the seat is looked for again.
        if (!state.IsUsable(invite, time.GetUtcNow()) && (attempt.Caller is not { } caller || state.MemberOf(caller.Person) is null) && (invite.Revoked || !state.MakerMay(invite) || await FindSeatAsync(attempt) is null))
            throw Gone;
        return await EnterAsync(attempt, id, (seminar, person, checkedName) => seminar.RedeemAsync(hash, person, checkedName));
    }

    private async Task<JoinApi.Joined> ByKeptLinkAsync(Attempt attempt, string secret)
    {
        // Looked at before it is used up: whoever or whatever name is refused must not cost the link.
        if (await accounts.FindLinkAsync(secret) is not { } link)
            throw Unknown;
        // The command that used it is let in again, but it is no key.
        if (link is { Kind: not LinkKind.Return, Used: { } used } && (link.Revoked is not null || time.GetUtcNow() - used > Repeatable))
            throw Gone;
        if (link.Kind == LinkKind.Owner)
            return await EnterAsync(attempt, link.Seminar!, async (seminar, person, checkedName) =>
            {
                if (await seminar.OpenAsync() is { } state && checkedName is not null)
                    SeminarDecider.Join(state, Identifier.New(), person, checkedName, Role.Owner, null, time.GetUtcNow(), link.Created);
                await RedeemAsync(attempt, secret);
                return await seminar.JoinAsync(person, checkedName, Role.Owner, link.Created);
            });
        if (link.Kind == LinkKind.Recovery)
            return await BySeatLinkAsync(attempt, secret, link);
        // Nobody is signed in, and out of the seat that this browser has, by a link that leads nowhere any more.
        var seat = await SeatOfAsync(link) ?? throw Gone;
        limits.CountJoin(attempt.Context.Address(), seat);
        await RedeemAsync(attempt, secret);
        await signIns.SignInAsync(attempt.Context, link.Person!, attempt.Way);
        return await AnswerAsync(seat, link.Person!);
    }

    /// <summary>The seminar in which the person of a link sits; null where they sit in none that it leads to.</summary>
    private async Task<string?> SeatOfAsync(SignInLink link)
    {
        foreach (var membership in await accounts.ListMembershipsOfPersonAsync(link.Person!))
        {
            if ((link.Seminar is null || membership.Seminar == link.Seminar) && await grains.GetGrain<ISeminarGrain>(membership.Seminar).OpenAsync() is { } state && state.MemberOf(link.Person!) is not null)
                return membership.Seminar;
        }

        return null;
    }

    private async Task<JoinApi.Joined> BySeatLinkAsync(Attempt attempt, string secret, SignInLink link)
    {
        limits.CountJoin(attempt.Context.Address(), link.Seminar!);
        // Before it is used up, as above. One that was used is not looked at: its seat has moved.
        var sitter = link.Used is null ? await seatLinks.SitterAsync(link, attempt.Caller) : null;
        await RedeemAsync(attempt, secret);
        sitter ??= await seatLinks.SitterAsync(link, attempt.Caller);
        if (attempt.Command is not null)
            sitter = await ClaimAsync(attempt.Command, sitter, link.Seminar!);
        else
            await accounts.SavePersonAsync(sitter);
        await DemandNotOfInstitutionAsync(attempt, sitter.Id);
        await seatLinks.MoveAsync(link, sitter.Id);
        await signIns.SignInAsync(attempt.Context, sitter.Id, attempt.Way);
        return await AnswerAsync(link.Seminar!, sitter.Id);
    }

    private async Task RedeemAsync(Attempt attempt, string secret)
    {
        var redemption = await accounts.RedeemLinkAsync(secret, time.GetUtcNow(), remote: !attempt.Context.IsLocal(), attempt.Command);
        if (redemption.Outcome == LinkOutcome.LocalOnly)
            throw new RefusalException("forbidden", "This link works in a browser on the server's own machine only. The command “link --remote” makes one that works from here.");
        if (redemption.Outcome != LinkOutcome.Redeemed)
            throw redemption.Outcome == LinkOutcome.Unknown ? Unknown : Gone;
    }

    private async Task<JoinApi.Joined> EnterAsync(Attempt attempt, string seminar, Func<ISeminarGrain, string, string?, Task<Reply>> join)
    {
        var (context, caller, command, name, _) = attempt;
        limits.CountJoin(context.Address(), seminar);
        var known = caller is not null ? await accounts.FindPersonAsync(caller.Person) : null;
        var checkedName = name is null && known is not null ? known.DisplayName : DisplayName.Check(name);
        // Whoever is refused leaves no name here: it is kept when the seat is theirs.
        var person = known ?? new Person(Secret.NewId(), Unnamed, time.GetUtcNow());
        if (command is not null && await ClaimAsync(command, person, seminar) is var claimed && claimed.Id != person.Id)
        {
            await DemandNotOfInstitutionAsync(attempt, claimed.Id);
            person = claimed;
        }

        var outcome = (await join(grains.GetGrain<ISeminarGrain>(seminar), person.Id, checkedName)).Demand();
        if (known is null && person.DisplayName != checkedName)
            await accounts.SavePersonAsync(person with { DisplayName = checkedName });
        await accounts.SaveMembershipAsync(new Membership(person.Id, seminar, outcome.Id!));
        await signIns.SignInAsync(attempt.Context, person.Id, attempt.Way);
        return await AnswerAsync(seminar, person.Id);
    }

    private async Task<JoinApi.Joined> AnswerAsync(string seminar, string person)
    {
        var state = await grains.GetGrain<ISeminarGrain>(seminar).OpenAsync();
        var member = state?.MemberOf(person) ?? throw Gone;
        return new JoinApi.Joined(seminar, state.Documents.FirstOrDefault(), member.Role, member.Id);
    }

    /// <param name="Context">The call.</param>
    /// <param name="Caller">Who sent it, and is signed in still.</param>
    /// <param name="Command">The key under which the command is known again; null for one that is not repeated.</param>
    /// <param name="Name">As it was typed.</param>
    /// <param name="Way">What lets them in.</param>
    private sealed record Attempt(HttpContext Context, Caller? Caller, string? Command, string? Name, SignInWay Way);
}
