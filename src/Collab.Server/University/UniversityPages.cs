using Collab.Domain;
using Collab.Server.Limits;
using Collab.Server.Pages;
using Collab.Server.Security;
using Collab.Storage.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Collab.Server.University;

/// <summary>The ways to the university. The way back is the framework's: see <see cref="UniversityEvents"/>.</summary>
internal static class UniversityPages
{
    public static void Map(WebApplication app)
    {
        var pages = app.MapGroup("").ExcludeFromDescription();
        pages.Door(Access.Everyone("the university says who it is")).MapGet(UniversitySetup.StartPath, StartAsync).WithMetadata(new WayIn());
        pages.Door(Access.SignedIn("one's own account")).MapGet(UniversitySetup.ConnectPath, ConnectAsync);
    }

    private static Task StartAsync(HttpContext context, string? returnTo, RateLimits limits) =>
        GoAsync(context, limits, new AuthenticationProperties { RedirectUri = ReturnAddress.Check(returnTo) ?? "/" });

    private static async Task ConnectAsync(HttpContext context, RateLimits limits, SignInAgain again)
    {
        // Another site could send somebody here whom it has signed in at the university as somebody else: so it asks there who they are, too.
        if (context.Request.Headers["Sec-Fetch-Site"] != "same-origin")
            throw new RefusalException("bad-origin", "This begins on the page of your account alone. Open it, and press the button there.");
        var caller = context.DemandCaller();
        await again.DemandAsync(caller);
        var properties = UniversityArrivals.ToConnect(caller.Person);
        properties.SetParameter(OpenIdConnectParameterNames.Prompt, OpenIdConnectPrompt.Login);
        await GoAsync(context, limits, properties);
    }

    private static async Task GoAsync(HttpContext context, RateLimits limits, AuthenticationProperties properties)
    {
        if (context.Caller()?.Token is not null)
            throw new RefusalException("forbidden", "A token does not sign in. Open the page in a browser.");
        limits.CountBeginning(context.Address(), SignInWay.Institution);
        await context.ChallengeAsync(UniversitySetup.Scheme, properties);
    }
}
