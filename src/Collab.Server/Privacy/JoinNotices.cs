using System.Net;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Server.Api;
using Collab.Server.Hosting;
using Collab.Server.Limits;
using Collab.Server.Security;
using Collab.Storage.Accounts;
using Microsoft.Extensions.Options;

namespace Collab.Server.Privacy;

/// <summary>
/// Says what a seminar keeps, who sees it and for how long, before one comes in. Whoever asks has the link or the code, and learns no more
/// than by coming in; whoever guesses is counted as if they had tried to.
/// </summary>
internal sealed class JoinNotices(IGrainFactory grains, IAccountStore accounts, JoinCodes codes, RateLimits limits, TimeProvider time, IOptions<ServerOptions> options)
{
    public sealed record Look(string? Secret = null, string? Code = null);

    /// <param name="RetentionDays">Days after the last thing that happened, by the seminar's rule or the server's; null for without an end.</param>
    public sealed record Notice(string Title, Role Role, string Names, int? RetentionDays);

    public static void Map(WebApplication app) => app.Door(Access.Everyone("the secret or the code is the credential")).MapPost("/api/join/look", LookAsync)
        .WithTags("Me").Accepts<Look>("application/json").Produces<Notice>();

    public async Task<Notice> OfAsync(HttpContext context, Look look)
    {
        if (look.Secret is null == look.Code is null)
            throw new RefusalException("bad-request", "Send either the secret of a link or a code.");
        if (look.Secret is { } own && JoinSecret.IsPersonal(own))
            throw new RefusalException("bad-request", "A personal link opens a seat that is there already: its seminar was told of before.");
        limits.CountArrival(context.Address());
        try
        {
            var (state, role) = look.Code is { } code ? await OfCodeAsync(code, context.Address()) : JoinSecret.IsKept(look.Secret!) ? await OfOwnerLinkAsync(look.Secret!) : await OfInviteAsync(look.Secret!);
            return new Notice(state.Title, role, NameRules.NameOf(state.Settings.Names), options.Value.DaysKept(state.Settings));
        }
        catch (RefusalException refusal) when (refusal.Code is "not-found" or "gone")
        {
            if (look.Code is null)
                limits.CountFailedLink(context.Address());
            throw;
        }
    }

    private static async Task<Notice> LookAsync(HttpContext context, JoinNotices notices) => await notices.OfAsync(context, await ApiJson.ReadAsync<Look>(context.Request));

    private async Task<(SeminarState, Role)> OfCodeAsync(string typed, IPAddress from) =>
        await codes.FindAsync(typed, from, joining: false) is { } found ? (await OpenAsync(found.Seminar), found.Role) : throw Joins.Unknown;

    private async Task<(SeminarState, Role)> OfOwnerLinkAsync(string secret)
    {
        if (await accounts.FindLinkAsync(secret) is not { Kind: LinkKind.Owner, Seminar: { } seminar } link)
            throw Joins.Unknown;
        return link.Used is null && link.Revoked is null && time.GetUtcNow() < link.Expires ? (await OpenAsync(seminar), Role.Owner) : throw Joins.Gone;
    }

    private async Task<(SeminarState, Role)> OfInviteAsync(string secret)
    {
        var hash = Secret.Hash(secret);
        if (JoinSecret.SeminarOf(secret) is not { } seminar || await grains.GetGrain<ISeminarGrain>(seminar).OpenAsync() is not { } state
            || state.Invites.Values.FirstOrDefault(invite => invite.SecretHash == hash) is not { } invite)
            throw Joins.Unknown;
        return state.IsUsable(invite, time.GetUtcNow()) ? (state, invite.Role) : throw Joins.Gone;
    }

    private async Task<SeminarState> OpenAsync(string seminar) => await grains.GetGrain<ISeminarGrain>(seminar).OpenAsync() ?? throw Joins.Unknown;
}
