using Collab.Domain;
using Collab.Server.Security;
using Collab.Server.Telemetry;
using Collab.Storage.Accounts;

namespace Collab.Server.Accounts;

/// <summary>Ending that one comes in by a university. The seats stay, and so does whoever is signed in.</summary>
internal static class UniversityLinkApi
{
    public static void Map(WebApplication app) =>
        app.MapGroup("/api/me").WithTags("Me").Door(Access.SignedIn("one's own account")).MapDelete("/university", DisconnectAsync).Produces(204);

    private static async Task<IResult> DisconnectAsync(HttpContext context, bool? confirm, IAccountStore accounts, SignInAgain again, SecurityEvents security, TimeProvider time)
    {
        var caller = context.DemandCaller();
        if (caller.Session is null)
            throw new RefusalException("forbidden", "No token changes how you come in. Sign in with a browser.");
        var identities = await accounts.ListIdentitiesAsync(caller.Person);
        if (identities.Count == 0)
            throw new RefusalException("not-found", "You come in by no university.");
        await again.DemandAsync(caller);
        if (confirm != true && !await HasAnotherWayAsync(accounts, caller.Person, time.GetUtcNow()))
            throw new RefusalException("only-way-back", "You would have no way back to your seats but this browser. Make a link to return by or add a passkey first; or confirm that you mean it.");
        foreach (var identity in identities)
            await accounts.RemoveIdentityAsync(caller.Person, identity.Issuer, identity.Subject);
        security.Credential(CredentialChange.UniversityDisconnected, caller.Person);
        return Results.NoContent();
    }

    private static async Task<bool> HasAnotherWayAsync(IAccountStore accounts, string person, DateTimeOffset now) =>
        await accounts.ListPasskeysAsync(person) is { Count: > 0 } || (await ReturnLinksApi.HeldAsync(accounts, person, now)).Any();
}
