using System.Security.Claims;
using Collab.Domain;
using Collab.Server.Security;
using Collab.Storage.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Collab.Server.University;

/// <summary>
/// Whom the university lets in. They are known by what it and they are called there together, and by nothing else: an address may be
/// another's tomorrow, and be written into anybody's profile.
/// </summary>
internal sealed class UniversityArrivals(IOptions<UniversityOptions> options, IAccountStore accounts, SignIns signIns, UniversityGrants grants, UniversitySeats seats, TimeProvider time)
{
    private const string Connecting = "connect";

    /// <summary>A sign-in by which the person who is here is to be known from now on.</summary>
    public static AuthenticationProperties ToConnect(string person) => new(new Dictionary<string, string?> { [Connecting] = person }) { RedirectUri = "/account" };

    /// <summary>Who is to be known by the sign-in; null for one that only lets in.</summary>
    public static string? ConnectingOf(AuthenticationProperties properties) => properties.Items.TryGetValue(Connecting, out var person) ? person : null;

    /// <param name="claims">Of a token that holds.</param>
    /// <param name="refresh">By what the university is asked again; null where it cannot be.</param>
    /// <param name="connecting">See <see cref="ConnectingOf"/>.</param>
    /// <exception cref="RefusalException"><c>already</c>, <c>unauthenticated</c>.</exception>
    public async Task ArriveAsync(HttpContext context, ClaimsIdentity claims, string? refresh, string? connecting)
    {
        var subject = claims.FindFirst(JwtRegisteredClaimNames.Sub)!.Value;
        if (connecting is not null)
        {
            await seats.GiveAsync(await ConnectAsync(context, subject, connecting), claims);
            return;
        }

        var now = time.GetUtcNow();
        var person = await accounts.ClaimIdentityAsync(options.Value.IssuerName, subject, new Person(Secret.NewId(), seats.NameOf(claims), now), now);
        await seats.GiveAsync(person, claims);
        var session = await signIns.SignInAsync(context, person.Id, SignInWay.Institution);
        if (!string.IsNullOrEmpty(refresh))
            await grants.SaveAsync(session, new(subject, refresh), now);
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
