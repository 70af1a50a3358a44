using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Server.Hosting;
using Collab.Server.Security;
using Collab.Storage.Accounts;

namespace Collab.Server.Api;

/// <summary>Invite links and the join code of a seminar.</summary>
internal static class InvitesApi
{
    private const int LongestHours = 24 * 366;

    /// <param name="Ended">True where it lets nobody in for as long as whoever made it may not make it.</param>
    public sealed record Row(string Id, Role Role, DateTimeOffset Created, DateTimeOffset? Expires, int? MaxUses, int Uses, bool? Revoked, bool? Ended, Maker By, IReadOnlyList<JoinedMember> Joined);

    /// <summary>Who made it, as the caller may know them.</summary>
    public sealed record Maker(string Member, string Name);

    public sealed record JoinedMember(string Member, string Name, DateTimeOffset At);

    public sealed record Create(string Role, double? ExpiresInHours = null, int? MaxUses = null);

    public sealed record Created(string Id, string Url, string Qr);

    public sealed record ShowCode(string? Role = null);

    public sealed record Code([property: System.Text.Json.Serialization.JsonPropertyName("code")] string Letters, DateTimeOffset Expires);

    public static void Map(WebApplication app)
    {
        var seminar = app.MapGroup("/api/seminars/{seminar}").WithTags("Invites").Door(Right.InviteToAnnotator);
        seminar.MapGet("/invites", ListAsync).Produces<ListOf<Row>>();
        seminar.MapPost("/invites", CreateAsync).Accepts<Create>("application/json").Produces<Created>(201);
        seminar.MapDelete("/invites/{invite}", RevokeAsync).Produces(204);
        seminar.MapPost("/code", ShowCodeAsync).Accepts<ShowCode>("application/json").Produces<Code>();
        seminar.MapDelete("/code", WithdrawCodeAsync).Produces(204);
    }

    private static async Task<ListOf<Row>> ListAsync(HttpContext context, string seminar, IGrainFactory grains)
    {
        var state = (await grains.GetGrain<ISeminarGrain>(seminar).OpenAsync())!;
        return new([.. state.Invites.Values.OrderByDescending(invite => invite.Created).Select(invite => ToRow(state, invite, context.Seat().NamesOf(state)))]);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, string seminar, IGrainFactory grains, SignInAgain again, PublicAddress address, TimeProvider time)
    {
        var create = await ApiJson.ReadAsync<Create>(context.Request);
        if (create.ExpiresInHours is { } hours && hours is not (> 0 and <= LongestHours))
            throw new RefusalException("bad-request", $"expiresInHours is a number above 0, at most {LongestHours}. Leave it out for a link that you revoke yourself.");
        var role = RoleNames.Parse(create.Role);
        if (PermissionTable.May("invite-above", context.Seat().Role))
            await again.DemandForAsync(context.DemandCaller(), role);
        var secret = JoinSecret.NewInvite(seminar);
        var expires = create.ExpiresInHours is { } lifetime ? time.GetUtcNow().AddHours(lifetime) : (DateTimeOffset?)null;
        var reply = await grains.GetGrain<ISeminarGrain>(seminar).CreateInviteAsync(context.Seat().Member, role, Secret.Hash(secret), expires, create.MaxUses);
        var id = reply.Demand().Id ?? await FindAsync(grains, seminar, Secret.Hash(secret));
        var url = address.JoinUrl(context.Request, secret);
        return Results.Created($"/api/seminars/{seminar}/invites", new Created(id, url, QrPicture.Svg(url)));
    }

    private static async Task<string> FindAsync(IGrainFactory grains, string seminar, string hash) =>
        (await grains.GetGrain<ISeminarGrain>(seminar).OpenAsync())!.Invites.Values.Single(invite => invite.SecretHash == hash).Id;

    private static async Task<IResult> RevokeAsync(HttpContext context, string seminar, string invite, IGrainFactory grains)
    {
        (await grains.GetGrain<ISeminarGrain>(seminar).RevokeInviteAsync(context.Seat().Member, invite)).Demand();
        return Results.NoContent();
    }

    private static async Task<Code> ShowCodeAsync(HttpContext context, string seminar, CodeRecord codes)
    {
        var role = !context.Request.HasJsonContentType() ? Role.Annotator : RoleNames.Parse((await ApiJson.ReadAsync<ShowCode>(context.Request)).Role ?? "annotator");
        // Six letters can be guessed: they never make a moderator.
        if (role > Role.Annotator)
            throw new RefusalException("forbidden", "A join code lets people in as annotator, reader or guest. Make a link for more.");
        var (code, expires) = await codes.ShowAsync(seminar, role, context.Seat().Member, context.Address());
        return new Code(code, expires);
    }

    private static async Task<IResult> WithdrawCodeAsync(HttpContext context, string seminar, CodeRecord codes)
    {
        await codes.StopAsync(seminar, context.Seat().Member);
        return Results.NoContent();
    }

    private static Row ToRow(SeminarState state, Invite invite, SeminarNames names) => new(
        invite.Id,
        invite.Role,
        invite.Created,
        invite.Expires,
        invite.MaxUses,
        invite.Joined.Length,
        invite.Revoked ? true : null,
        state.MakerMay(invite) ? null : true,
        new Maker(invite.CreatedBy, names.MakerOf(invite)),
        [.. names.CameBy(invite).Select(member => new JoinedMember(member.Id, names.Of(member), member.Joined))]);
}
