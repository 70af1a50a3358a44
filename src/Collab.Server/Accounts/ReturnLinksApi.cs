using Collab.Domain;
using Collab.Server.Api;
using Collab.Server.Hosting;
using Collab.Server.Security;
using Collab.Server.Telemetry;
using Collab.Storage.Accounts;

namespace Collab.Server.Accounts;

/// <summary>Links that sign their maker in again wherever they are opened, until they expire or are revoked. The page opens them as it opens one for another device.</summary>
internal static class ReturnLinksApi
{
    private const int MostDays = 365, UsualDays = 90;

    public sealed record Row(string Id, DateTimeOffset Created, DateTimeOffset Expires, DateTimeOffset? LastUsed);

    public sealed record Create(int? Days = null);

    public sealed record Created(string Id, string Url, string Qr, DateTimeOffset Expires);

    public static void Map(WebApplication app)
    {
        var links = app.MapGroup("/api/me/links").WithTags("Me").Door(Access.SignedIn("one's own links"));
        links.MapGet("", ListAsync).Produces<ListOf<Row>>();
        links.MapPost("", CreateAsync).Accepts<Create>("application/json").Produces<Created>(201);
        links.MapDelete("/{link}", RevokeAsync).Produces(204);
    }

    /// <summary>The links of a person that hold, newest first.</summary>
    public static async Task<IEnumerable<SignInLink>> HeldAsync(IAccountStore accounts, string person, DateTimeOffset now) =>
        (await accounts.ListLinksAsync(person)).Where(link => link.Kind == LinkKind.Return && link.Revoked is null && link.Expires > now);

    private static async Task<ListOf<Row>> ListAsync(HttpContext context, IAccountStore accounts, TimeProvider time) =>
        new([.. (await HeldAsync(accounts, Demand(context), time.GetUtcNow())).Select(link => new Row(link.Id!, link.Created, link.Expires, link.Used))]);

    private static async Task<IResult> CreateAsync(HttpContext context, IAccountStore accounts, SignInAgain again, PublicAddress address, SecurityEvents security, TimeProvider time)
    {
        var person = Demand(context);
        var days = (await ApiJson.ReadAsync<Create>(context.Request)).Days ?? UsualDays;
        if (days is < 1 or > MostDays)
            throw new RefusalException("bad-request", $"days is a number from 1 to {MostDays}.");
        await again.DemandAsync(context.DemandCaller());
        var (now, secret) = (time.GetUtcNow(), JoinSecret.NewPersonal());
        var link = new SignInLink(LinkKind.Return, person, null, null, now, now.AddDays(days), RemoteAllowed: true, Id: Secret.NewId());
        if (!await accounts.AddLinkAsync(link, secret))
            throw new RefusalException("too-many", $"You have {SignInLink.MostReturns} links to return by that hold. Revoke one that you need no more.");
        security.Credential(CredentialChange.ReturnLinkMade, person);
        var url = address.JoinUrl(context.Request, secret);
        return Results.Created("/api/me/links", new Created(link.Id!, url, QrPicture.Svg(url), link.Expires));
    }

    private static async Task<IResult> RevokeAsync(HttpContext context, string link, IAccountStore accounts, SignInAgain again, SecurityEvents security, TimeProvider time)
    {
        var person = Demand(context);
        await again.DemandAsync(context.DemandCaller());
        if (!await accounts.RevokeLinkAsync(person, link, time.GetUtcNow()))
            throw new RefusalException("not-found", "There is no such link among yours, or it was revoked before.");
        security.Credential(CredentialChange.ReturnLinkRevoked, person);
        return Results.NoContent();
    }

    private static string Demand(HttpContext context)
    {
        var caller = context.DemandCaller();
        return caller.Session is null ? throw new RefusalException("forbidden", "No token makes, sees or revokes links that sign you in. Sign in with a browser.") : caller.Person;
    }
}
