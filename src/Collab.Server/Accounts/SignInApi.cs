using System.Text.Json;
using Collab.Domain;
using Collab.Server.Api;
using Collab.Server.Limits;
using Collab.Server.Security;
using Collab.Storage.Accounts;

namespace Collab.Server.Accounts;

/// <summary>Signing in with a passkey. Who has one needs no name: it says whose it is.</summary>
internal static class SignInApi
{
    public sealed record SignIn(JsonElement Credential);

    public static void Map(WebApplication app)
    {
        var signIn = app.MapGroup("/api/sign-in").WithTags("Me").Door(Access.Everyone("the passkey is the credential"));
        signIn.MapPost("/options", OptionsAsync).Produces<PasskeysApi.Asked>();
        signIn.MapPost("", SignInAsync).WithMetadata(new PasskeyBody()).Accepts<SignIn>("application/json").Produces(204);
    }

    private static async Task<PasskeysApi.Asked> OptionsAsync(HttpContext context, Passkeys passkeys, PasskeyDomain domain, RateLimits limits)
    {
        DemandNoToken(context);
        PasskeysApi.DemandHere(context, domain);
        limits.CountArrival(context.Address());
        limits.CountBeginning(context.Address(), SignInWay.Passkey);
        return PasskeysApi.Asked.Of(await passkeys.BeginUsingAsync(context));
    }

    private static async Task<IResult> SignInAsync(HttpContext context, Passkeys passkeys, SignIns signIns, Credentials credentials, RateLimits limits)
    {
        DemandNoToken(context);
        limits.CountArrival(context.Address());
        var signIn = await ApiJson.ReadAsync<SignIn>(context.Request);
        string person;
        try
        {
            person = await passkeys.UseAsync(context, signIn.Credential.GetRawText());
        }
        catch (RefusalException refusal) when (refusal.Code == "unauthenticated")
        {
            limits.CountFailedSignIn(context.Address());
            throw;
        }

        // Who is here already has shown again who they are; anybody else sits down in their place.
        if (context.Caller() is not { Session: { } here } caller || caller.Person != person || !await credentials.ConfirmSessionAsync(here, SignInWay.Passkey))
            await signIns.SignInAsync(context, person, SignInWay.Passkey);
        return Results.NoContent();
    }

    private static void DemandNoToken(HttpContext context)
    {
        if (context.Caller()?.Token is not null)
            throw new RefusalException("forbidden", "A token does not sign in. Open the page in a browser.");
    }
}
