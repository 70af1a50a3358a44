using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Server.Api;
using Collab.Server.Erasing;
using Collab.Server.Limits;
using Collab.Server.Security;
using Collab.Storage.Accounts;

namespace Collab.Server.Privacy;

/// <summary>One's own words: to take away, and to have erased.</summary>
internal static class WordsApi
{
    private const string OneSeminar = "seminar", Everything = "everything";

    /// <param name="Scope">seminar or everything.</param>
    /// <param name="Confirm">Typed: the title of the seminar, or for everything one's own name.</param>
    public sealed record Erase(string Scope, string Confirm, string? Seminar = null);

    public static void Map(WebApplication app)
    {
        var me = app.MapGroup("/api/me").WithTags("Me");
        me.Door(Right.ExportWords).MapGet("/words", TakeAsync).Produces(200).DisableRequestTimeout();
        me.Door(Access.SignedIn("one's own words")).MapPost("/erase", EraseAsync).Accepts<Erase>("application/json").Produces(204);
    }

    private static async Task TakeAsync(HttpContext context, PeopleFinder people, OwnWords words, RateLimits limits)
    {
        var person = context.DemandCaller().Person;
        using var place = limits.BeginGathering(person);
        var seats = await people.SeatsOfAsync(person);
        context.Response.ContentType = "application/json";
        context.Response.Headers.ContentDisposition = "attachment; filename=my-words.json";
        await words.WriteAsync(person, seats, context.Response.Body, context.RequestAborted);
    }

    private static async Task<IResult> EraseAsync(HttpContext context, Seats seats, PeopleFinder people, Eraser eraser, IAccountStore accounts, SignInAgain again, IGrainFactory grains)
    {
        var erase = await ApiJson.ReadAsync<Erase>(context.Request);
        var caller = context.DemandCaller();
        switch (erase)
        {
            case { Scope: OneSeminar, Seminar: { } seminar }:
                await EraseInAsync(await OwnSeatAsync(seats, caller, seminar), caller, erase.Confirm, eraser, again);
                break;
            case { Scope: Everything, Seminar: null }:
                DemandSession(caller);
                await again.DemandAsync(caller);
                await EraseEverywhereAsync(caller, erase.Confirm, await people.SeatsOfAsync(caller.Person), eraser, accounts, grains);
                SessionCookie.Delete(context.Response);
                context.Response.Headers["Clear-Site-Data"] = "\"cache\"";
                break;
            default:
                throw new RefusalException("bad-request", "The scope is seminar, and seminar says which; or everything, without a seminar.");
        }

        return Results.NoContent();
    }

    private static async Task<(SeminarState Seminar, Seat Seat)> OwnSeatAsync(Seats seats, Caller caller, string seminar)
    {
        foreach (var mine in await seats.AllAsync(caller))
        {
            if (mine.Seminar.Id == seminar)
                return mine;
        }

        throw new RefusalException("not-found", "There is no such seminar among yours. What you wrote in one that you have left goes with everything.");
    }

    private static async Task EraseInAsync((SeminarState Seminar, Seat Seat) mine, Caller caller, string confirm, Eraser eraser, SignInAgain again)
    {
        PermissionTable.Demand("erase", mine.Seat.Role);
        DemandSession(caller);
        await again.DemandAsync(caller);
        if (confirm.Trim() != mine.Seminar.Title)
            throw new RefusalException("bad-request", "This is not the seminar's title. To erase what you wrote there, send its title as it is.");
        SeminarDecider.DemandNotLastOwner(mine.Seminar, mine.Seat.Member);
        await eraser.EraseMemberAsync(mine.Seminar.Id, mine.Seat.Member, mine.Seat.Member);
    }

    /// <summary>Who has everything erased leaves at first: an owner whom nobody can reach any more would count as one.</summary>
    private static async Task EraseEverywhereAsync(Caller caller, string confirm, IReadOnlyList<(SeminarState Seminar, Member Member)> all, Eraser eraser, IAccountStore accounts, IGrainFactory grains)
    {
        var person = await accounts.FindPersonAsync(caller.Person) ?? throw SignIns.Missing;
        if (confirm.Trim() != person.DisplayName)
            throw new RefusalException("bad-request", "This is not your name. To erase everything, send your name as your account has it.");
        var held = all.Where(seat => !seat.Seminar.Deleted && !seat.Member.Removed).ToList();
        foreach (var (seminar, member) in held)
            SeminarDecider.DemandNotLastOwner(seminar, member.Id);
        foreach (var (seminar, member) in held)
        {
            (await grains.GetGrain<ISeminarGrain>(seminar.Id).RemoveMemberAsync(member.Id, member.Id, null, null)).Demand();
            await accounts.RemoveMembershipAsync(person.Id, seminar.Id);
        }

        await eraser.EraseSelfAsync(person.Id, [.. all.Select(seat => (seat.Seminar.Id, seat.Member.Id))]);
    }

    private static void DemandSession(Caller caller)
    {
        if (caller.Session is null)
            throw new RefusalException("forbidden", "No token erases what you wrote. Sign in with a browser.");
    }
}
