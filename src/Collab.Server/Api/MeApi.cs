using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Server.Hosting;
using Collab.Server.Presence;
using Collab.Server.Security;
using Collab.Storage.Accounts;

namespace Collab.Server.Api;

/// <summary>One's own account.</summary>
internal static class MeApi
{
    private const string Own = "one's own account";

    private static readonly TimeSpan LinkLifetime = TimeSpan.FromMinutes(10);

    /// <param name="HidesPlace">True where nobody is told where I read, select and write.</param>
    public sealed record Me(string Id, string DisplayName, IReadOnlyList<MySeminar> Seminars, bool? HidesPlace);

    /// <param name="Title">Empty for a token that may not know it: it is told where it may act, and as whom.</param>
    public sealed record MySeminar(string Id, string Title, Role Role, string Member);

    public sealed record Rename(string DisplayName, string? Seminar = null);

    public sealed record Link(string Url, string Qr);

    public static void Map(WebApplication app)
    {
        var me = app.MapGroup("/api").WithTags("Me").Door(Access.SignedIn(Own));
        me.MapGet("/me", GetAsync).Produces<Me>();
        me.MapPatch("/me", RenameAsync).Accepts<Rename>("application/json").Produces<Me>();
        me.MapPost("/me/link", LinkAsync).Produces<Link>();
        me.MapPost("/leave-session", LeaveAsync).Produces(204);
    }

    private static async Task<Me> GetAsync(HttpContext context, Seats seats, IAccountStore accounts, HiddenPlaces hidden)
    {
        var caller = context.DemandCaller();
        var person = await accounts.FindPersonAsync(caller.Person) ?? throw SignIns.Missing;
        return new Me(person.Id, person.DisplayName, [.. (await seats.AllAsync(caller)).Select(mine => new MySeminar(mine.Seminar.Id, caller.Covers("know-seminar") ? mine.Seminar.Title : "", mine.Seat.Role, mine.Seat.Member))], await hidden.HidesAsync(caller.Person) ? true : null);
    }

    private static async Task<Me> RenameAsync(HttpContext context, Seats seats, IAccountStore accounts, IGrainFactory grains, HiddenPlaces hidden)
    {
        var rename = await ApiJson.ReadAsync<Rename>(context.Request);
        var caller = context.DemandCaller();
        if (!caller.Covers("rename-self"))
            throw new RefusalException("forbidden", "This token is not for that. Make one with the scope “annotate”.");
        if (caller.Seminar is not null && rename.Seminar is null)
            throw new RefusalException("forbidden", "This token is for one seminar alone, and your account has a name in all. Send the id of that one as seminar.");
        var name = DisplayName.Check(rename.DisplayName);
        var mine = (await seats.AllAsync(caller)).Where(seat => rename.Seminar is null || seat.Seminar.Id == rename.Seminar).ToList();
        if (rename.Seminar is not null && mine.Count == 0)
            throw new RefusalException("not-found", "There is no such seminar among yours.");
        if (rename.Seminar is not null)
            caller.DemandIs(mine[0].Seat.Member);
        foreach (var (seminar, seat) in mine)
            (await grains.GetGrain<ISeminarGrain>(seminar.Id).RenameAsync(seat.Member, name)).Demand();
        if (rename.Seminar is null && await accounts.FindPersonAsync(caller.Person) is { } person)
            await accounts.SavePersonAsync(person with { DisplayName = name });
        return await GetAsync(context, seats, accounts, hidden);
    }

    private static async Task<Link> LinkAsync(HttpContext context, IAccountStore accounts, SignInAgain again, PublicAddress address, TimeProvider time)
    {
        var caller = context.DemandCaller();
        if (caller.Session is null)
            throw new RefusalException("forbidden", "No token may open a seat. Sign in with a browser.");
        await again.DemandAsync(caller);
        var (now, secret) = (time.GetUtcNow(), JoinSecret.NewPersonal());
        if (!await accounts.AddLinkAsync(new SignInLink(LinkKind.Personal, caller.Person, null, null, now, now + LinkLifetime, RemoteAllowed: true), secret))
            throw new RefusalException("too-many", $"You have {SignInLink.MostPersonal} links for another device that hold. Open one of them, or wait until they have expired.");
        var url = address.JoinUrl(context.Request, secret);
        return new Link(url, QrPicture.Svg(url));
    }

    private static async Task<IResult> LeaveAsync(HttpContext context, SignIns signIns)
    {
        await signIns.SignOutAsync(context);
        return Results.NoContent();
    }
}
