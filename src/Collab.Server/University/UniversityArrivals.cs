using System.Security.Claims;
using Collab.Domain;
using Collab.Server.Security;
using Collab.Storage.Accounts;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Collab.Server.University;

/// <summary>
/// Whom the university lets in. They are known by what it and they are called there together, and by nothing else: an address may be
/// another's tomorrow, and be written into anybody's profile.
/// </summary>
internal sealed class UniversityArrivals(IOptions<UniversityOptions> options, IAccountStore accounts, SignIns signIns, UniversityGrants grants, UniversitySeats seats, TimeProvider time)
{
    private static RefusalException SomebodyElse => new("sign-in-again", "At the university you signed in as somebody else than who is here. Sign in there as who you are here, or sign out here first.");

    /// <param name="claims">Of a token that holds.</param>
    /// <param name="refresh">By what the university is asked again; null where it cannot be.</param>
    /// <exception cref="RefusalException"><c>already</c>, <c>another-member</c>, <c>sign-in-again</c>, <c>unauthenticated</c>.</exception>
    public async Task ArriveAsync(HttpContext context, ClaimsIdentity claims, string? refresh, UniversityErrand errand)
    {
        var (subject, now) = (claims.FindFirst(JwtRegisteredClaimNames.Sub)!.Value, time.GetUtcNow());
        if (errand.Aim != UniversityAim.ComeIn)
            errand.DemandShownBy(claims, now);
        if (errand.Aim == UniversityAim.Connect)
        {
            await seats.GiveAsync(await ConnectAsync(context, subject, errand.Person!), claims);
            return;
        }

        await DemandPlaceAsync(context, subject, errand);
        var person = await accounts.ClaimIdentityAsync(options.Value.IssuerName, subject, new Person(Secret.NewId(), seats.NameOf(claims), now), now);
        await seats.GiveAsync(person, claims);
        // Where nobody was asked anything there, it shows no more than the cookie did by which they were let through.
        var session = await signIns.SignInAsync(context, person.Id, errand.IsShownBy(claims, now) ? SignInWay.InstitutionAnew : SignInWay.Institution);
        if (!string.IsNullOrEmpty(refresh))
            await grants.SaveAsync(session, new(subject, refresh), now);
    }

    // A link on any page leads to the university and back without a question: it must not sign anybody out of a seat that may have no other way back.
    private async Task DemandPlaceAsync(HttpContext context, string subject, UniversityErrand errand)
    {
        var known = (await accounts.FindIdentityAsync(options.Value.IssuerName, subject))?.Person;
        if (errand.Aim == UniversityAim.SignInAgain && known != errand.Person)
            throw SomebodyElse;
        if (context.Caller() is { Session: not null } here && here.Person != known && here.Person != errand.Person)
            throw new RefusalException(
                "another-member", $"{(await accounts.FindPersonAsync(here.Person))?.DisplayName ?? "Somebody else"} is signed in in this browser, and still is. To come in in their place open /join and press the button there, sign out first, or, to be known there as who is here, connect it in your account.");
    }

    private async Task<Person> ConnectAsync(HttpContext context, string subject, string connecting)
    {
        // Somebody else may have signed in here meanwhile.
        if (context.Caller() is not { Session: not null } caller || caller.Person != connecting || await accounts.FindPersonAsync(connecting) is not { } person)
            throw SignIns.Missing;
        var known = await accounts.ClaimIdentityAsync(options.Value.IssuerName, subject, person, time.GetUtcNow());
        return known.Id == connecting ? known : throw new RefusalException("already", "That account of the university comes in as another person here. Come in by it, or have the seats there removed first.");
    }
}
