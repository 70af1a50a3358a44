using Collab.Contracts;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Server.Api;
using Collab.Server.Security;
using Collab.Storage.Accounts;
using Microsoft.AspNetCore.Http.Features;

namespace Collab.Server.Moderation;

/// <summary>What moderators do about a person, and undo.</summary>
internal static class PeopleApi
{
    public sealed record MuteBody
    {
        /// <summary>When it ends by itself.</summary>
        public DateTimeOffset? Until { get; init; }

        public string? Reason { get; init; }

        /// <summary>What happens to what they wrote: keep or hide.</summary>
        public string? Notes { get; init; }

        public long? AsOf { get; init; }
    }

    public sealed record UndoBody
    {
        public long? AsOf { get; init; }
    }

    public static void Map(WebApplication app)
    {
        var members = app.MapGroup("/api/seminars/{seminar}/members/{member}").WithTags("Members");
        members.Door(Right.RemoveMember).MapDelete("", RemoveAsync).Produces(204);
        members.Door(Right.RemoveMember).MapPost("/restore", RestoreAsync).Accepts<UndoBody>(isOptional: true, "application/json").Produces<MembersApi.Row>();
        members.Door(Right.MuteMember).MapPost("/mute", MuteAsync).Accepts<MuteBody>(isOptional: true, "application/json").Produces<MembersApi.Row>();
        members.Door(Right.MuteMember).MapPost("/unmute", UnmuteAsync).Accepts<UndoBody>(isOptional: true, "application/json").Produces<MembersApi.Row>();
    }

    private static async Task<IResult> RemoveAsync(HttpContext context, string seminar, string member, IGrainFactory grains, IAccountStore accounts)
    {
        var (grain, query) = (grains.GetGrain<ISeminarGrain>(seminar), context.Request.Query);
        var person = (await DemandAsync(grain, member)).Person;
        var notes = NotesOf(query["notes"].FirstOrDefault(), query["reason"].FirstOrDefault());
        (await grain.RemoveMemberAsync(context.Seat().Member, member, notes, DocumentsApi.Seq(query, "asOf"))).Demand();
        await accounts.RemoveMembershipAsync(person, seminar);
        return Results.NoContent();
    }

    private static async Task<MembersApi.Row> RestoreAsync(HttpContext context, string seminar, string member, IGrainFactory grains, IAccountStore accounts)
    {
        var (grain, undo) = (grains.GetGrain<ISeminarGrain>(seminar), await ReadAsync<UndoBody>(context));
        var person = (await DemandAsync(grain, member)).Person;
        (await grain.RestoreMemberAsync(context.Seat().Member, member, undo.AsOf)).Demand();
        await accounts.SaveMembershipAsync(new Membership(person, seminar, member));
        return await RowAsync(context, grain, member);
    }

    private static Task<MembersApi.Row> MuteAsync(HttpContext context, string seminar, string member, IGrainFactory grains) => ActAsync<MuteBody>(context, grains.GetGrain<ISeminarGrain>(seminar), member,
        (grain, body) => grain.MuteAsync(context.Seat().Member, member, body.Until, body.Reason, NotesOf(body.Notes, body.Reason), body.AsOf));

    private static Task<MembersApi.Row> UnmuteAsync(HttpContext context, string seminar, string member, IGrainFactory grains) => ActAsync<UndoBody>(context, grains.GetGrain<ISeminarGrain>(seminar), member,
        (grain, body) => grain.UnmuteAsync(context.Seat().Member, member, body.AsOf));

    private static async Task<MembersApi.Row> ActAsync<T>(HttpContext context, ISeminarGrain grain, string member, Func<ISeminarGrain, T, Task<Reply>> act)
        where T : class, new()
    {
        (await act(grain, await ReadAsync<T>(context))).Demand();
        return await RowAsync(context, grain, member);
    }

    private static async Task<T> ReadAsync<T>(HttpContext context)
        where T : class, new() =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true && context.Request.ContentLength != 0 ? await ApiJson.ReadAsync<T>(context.Request) : new();

    private static HiddenNotes? NotesOf(string? choice, string? reason) => choice switch
    {
        null or "keep" => null,
        "hide" => new HiddenNotes(reason),
        _ => throw new RefusalException("bad-request", "notes is keep or hide: what happens to what they wrote."),
    };

    private static async Task<Member> DemandAsync(ISeminarGrain grain, string member) =>
        (await grain.OpenAsync())?.Members.GetValueOrDefault(member) ?? throw NoSuchMember;

    private static RefusalException NoSuchMember => new("not-found", "There is no such member.");

    private static async Task<MembersApi.Row> RowAsync(HttpContext context, ISeminarGrain grain, string member) => await grain.OpenAsync() is { } state && state.Members.TryGetValue(member, out var known) ? MembersApi.ToRow(state, known, context.Seat()) : throw NoSuchMember;
}
