using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Server.Erasing;
using Collab.Server.Security;
using Collab.Storage.Accounts;

namespace Collab.Server.Api;

/// <summary>Who belongs to a seminar, and as what.</summary>
internal static class MembersApi
{
    public sealed record Row(string Id, string Name, Role Role, DateTimeOffset Joined, bool? Removed);

    public sealed record Change(string Role);

    public static void Map(WebApplication app)
    {
        var members = app.MapGroup("/api/seminars/{seminar}/members").WithTags("Members");
        members.Door(Right.SeeMembers).MapGet("", ListAsync).Produces<ListOf<Row>>();
        members.Door(Right.ChangeRole).MapPatch("/{member}", ChangeAsync).Accepts<Change>("application/json").Produces<Row>();
        members.Door(Right.RemoveMember).MapDelete("/{member}", RemoveAsync).Produces(204);
        members.Door(Right.Erase).MapPost("/{member}/erase", EraseAsync).Produces(204);
    }

    private static async Task<ListOf<Row>> ListAsync(string seminar, IGrainFactory grains)
    {
        var state = (await grains.GetGrain<ISeminarGrain>(seminar).OpenAsync())!;
        return new([.. state.Members.Values.OrderBy(member => member.Joined).ThenBy(member => member.Id, StringComparer.Ordinal).Select(ToRow)]);
    }

    private static async Task<Row> ChangeAsync(HttpContext context, string seminar, string member, IGrainFactory grains)
    {
        var role = RoleNames.Parse((await ApiJson.ReadAsync<Change>(context.Request)).Role);
        var grain = grains.GetGrain<ISeminarGrain>(seminar);
        (await grain.ChangeRoleAsync(context.Seat().Member, member, role)).Demand();
        return ToRow((await grain.OpenAsync())!.Members[member]);
    }

    private static async Task<IResult> RemoveAsync(HttpContext context, string seminar, string member, IGrainFactory grains, IAccountStore accounts)
    {
        var grain = grains.GetGrain<ISeminarGrain>(seminar);
        var person = (await grain.OpenAsync())!.Members.GetValueOrDefault(member)?.Person
            ?? throw new RefusalException("not-found", "There is no such member.");
        (await grain.RemoveMemberAsync(context.Seat().Member, member)).Demand();
        await accounts.RemoveMembershipAsync(person, seminar);
        return Results.NoContent();
    }

    private static async Task<IResult> EraseAsync(HttpContext context, string seminar, string member, Eraser eraser)
    {
        await eraser.EraseMemberAsync(seminar, context.Seat().Member, member);
        return Results.NoContent();
    }

    private static Row ToRow(Domain.Seminars.Member member) => new(member.Id, member.Name, member.Role, member.Joined, member.Removed ? true : null);
}
