using Collab.Contracts.Seminars;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Server.Erasing;
using Collab.Server.Security;

namespace Collab.Server.Api;

/// <summary>Who belongs to a seminar, and as what.</summary>
internal static class MembersApi
{
    /// <param name="Name">As the caller may know it; one's own is the name that one gave.</param>
    /// <param name="Pseudonym">Where the seminar's rules give them: for oneself, and for whoever sees the names.</param>
    /// <param name="Seq">Of the last event about them in the seminar's log: what an act upon them names as asOf.</param>
    /// <param name="Muted">For moderators, and for the member.</param>
    public sealed record Row(string Id, string Name, Role Role, DateTimeOffset Joined, bool? Removed, long Seq, Muting? Muted, string? Pseudonym = null);

    public sealed record Muting(DateTimeOffset? Until, string? Reason, string By);

    public sealed record Change(string Role, long? AsOf = null);

    public static void Map(WebApplication app)
    {
        var members = app.MapGroup("/api/seminars/{seminar}/members").WithTags("Members");
        members.Door(Right.SeeMembers).MapGet("", ListAsync).Produces<ListOf<Row>>();
        members.Door(Right.ChangeRole).MapPatch("/{member}", ChangeAsync).Accepts<Change>("application/json").Produces<Row>();
        members.Door(Right.Erase).MapPost("/{member}/erase", EraseAsync).Produces(204);
    }

    private static async Task<ListOf<Row>> ListAsync(HttpContext context, string seminar, IGrainFactory grains)
    {
        var state = (await grains.GetGrain<ISeminarGrain>(seminar).OpenAsync())!;
        return new([.. Roster.InOrder(state.Members.Values).Select(member => ToRow(state, member, context.Seat()))]);
    }

    private static async Task<Row> ChangeAsync(HttpContext context, string seminar, string member, IGrainFactory grains, SignInAgain again)
    {
        var change = await ApiJson.ReadAsync<Change>(context.Request);
        var (grain, role) = (grains.GetGrain<ISeminarGrain>(seminar), RoleNames.Parse(change.Role));
        await again.DemandForAsync(context.DemandCaller(), role);
        (await grain.ChangeRoleAsync(context.Seat().Member, member, role, change.AsOf)).Demand();
        var state = (await grain.OpenAsync())!;
        return ToRow(state, state.Members[member], context.Seat());
    }

    private static async Task<IResult> EraseAsync(HttpContext context, string seminar, string member, Eraser eraser, SignInAgain again)
    {
        await again.DemandAsync(context.DemandCaller());
        await eraser.EraseMemberAsync(seminar, context.Seat().Member, member);
        return Results.NoContent();
    }

    /// <summary>A member as the caller may see them.</summary>
    public static Row ToRow(SeminarState state, Member member, Seat caller)
    {
        var names = caller.NamesOf(state);
        return new(member.Id, names.Of(member), member.Role, member.Joined, member.Removed ? true : null, member.Changed, MutingOf(member, caller), names.PseudonymOf(member));
    }

    private static Muting? MutingOf(Member member, Seat caller) =>
        member.Mute is { } mute && (caller.Member == member.Id || PermissionTable.May("mute-member", caller.Role)) ? new(mute.Until, mute.Reason, mute.By) : null;
}
