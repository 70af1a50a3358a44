using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Server.Api;
using Collab.Server.Hosting;
using Collab.Server.Security;
using Collab.Server.Telemetry;

namespace Collab.Server.Accounts;

/// <summary>Owners make links to the seats of members who lost their way in.</summary>
internal static class SeatLinksApi
{
    private const int LeastMinutes = 10, UsualMinutes = 30, MostMinutes = 60;

    public sealed record Make(int? Minutes = null, bool EmptyNotebooks = false);

    public sealed record Made(string Url, string Qr, DateTimeOffset Expires);

    public static void Map(WebApplication app) => app.Door(Right.RecoverSeat).MapPost("/api/seminars/{seminar}/members/{member}/seat", MakeAsync)
        .WithTags("Members").Accepts<Make>("application/json").Produces<Made>(201);

    private static async Task<IResult> MakeAsync(HttpContext context, string seminar, string member, SeatLinks links, SignInAgain again, PublicAddress address, SecurityEvents security)
    {
        var make = await ApiJson.ReadAsync<Make>(context.Request);
        if (make.Minutes is < LeastMinutes or > MostMinutes)
            throw new RefusalException("bad-request", $"minutes is a number from {LeastMinutes} to {MostMinutes}.");
        await again.DemandAsync(context.DemandCaller());
        var (secret, expires) = await links.MakeAsync(seminar, context.Seat().Member, member, TimeSpan.FromMinutes(make.Minutes ?? UsualMinutes), make.EmptyNotebooks);
        security.Credential(CredentialChange.SeatLinkMade, context.DemandCaller().Person);
        var url = address.JoinUrl(context.Request, secret);
        // It has no address of its own: it is listed nowhere.
        return Results.Json(new Made(url, QrPicture.Svg(url), expires), statusCode: StatusCodes.Status201Created);
    }
}
