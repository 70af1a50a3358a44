using Collab.Domain;
using Collab.Server.Limits;
using Collab.Server.Pages;
using Collab.Server.Security;
using Collab.Storage.Accounts;
using Microsoft.AspNetCore.Authentication;

namespace Collab.Server.University;

/// <summary>The ways to the university. The way back is the framework's: see <see cref="UniversityEvents"/>.</summary>
internal static class UniversityPages
{
    public static void Map(WebApplication app)
    {
        var pages = app.MapGroup("").ExcludeFromDescription();
        pages.Door(Access.Everyone("the university says who it is")).MapGet(UniversitySetup.StartPath, StartAsync).WithMetadata(new WayIn());
        pages.Door(Access.SignedIn("one's own account")).MapGet(UniversitySetup.AgainPath, SignInAgainAsync);
        pages.Door(Access.SignedIn("one's own account")).MapGet(UniversitySetup.ConnectPath, ConnectAsync);
    }

    /// <summary>Where the button on the page to come in leads. It names the session that is here, which no other page and no note can: that alone is let go for another person's.</summary>
    public static string AddressToComeIn(HttpContext context, string? returnTo)
    {
        var query = new QueryString();
        if (MarkOf(context) is { } mark)
            query = query.Add("inPlaceOf", mark);
        if (returnTo is not null)
            query = query.Add("returnTo", returnTo);
        return UniversitySetup.StartPath + query;
    }

    private static string? MarkOf(HttpContext context) => context.Caller()?.Session is { } session ? Secret.Hash($"in place of {session}") : null;

    private static Task StartAsync(HttpContext context, string? returnTo, string? inPlaceOf, RateLimits limits) =>
        GoAsync(context, limits, UniversityErrand.Begin(UniversityAim.ComeIn, inPlaceOf is not null && inPlaceOf == MarkOf(context) ? context.Caller()!.Person : null, ReturnAddress.Check(returnTo) ?? "/"));

    private static Task SignInAgainAsync(HttpContext context, string? returnTo, RateLimits limits)
    {
        DemandOwnPage(context);
        return GoAsync(context, limits, UniversityErrand.Begin(UniversityAim.SignInAgain, context.DemandCaller().Person, ReturnAddress.Check(returnTo) ?? "/account"));
    }

    private static async Task ConnectAsync(HttpContext context, RateLimits limits, SignInAgain again)
    {
        // Another site could send somebody here whom it has signed in at the university as somebody else: so it asks there who they are, too.
        DemandOwnPage(context);
        var caller = context.DemandCaller();
        await again.DemandAsync(caller);
        await GoAsync(context, limits, UniversityErrand.Begin(UniversityAim.Connect, caller.Person, "/account"));
    }

    private static void DemandOwnPage(HttpContext context)
    {
        if (context.Request.Headers["Sec-Fetch-Site"] != "same-origin")
            throw new RefusalException("bad-origin", "This begins on a page of this server alone. Open your account, and press the button there.");
    }

    private static async Task GoAsync(HttpContext context, RateLimits limits, AuthenticationProperties properties)
    {
        if (context.Caller()?.Token is not null)
            throw new RefusalException("forbidden", "A token does not sign in. Open the page in a browser.");
        limits.CountBeginning(context.Address(), SignInWay.Institution);
        await context.ChallengeAsync(UniversitySetup.Scheme, properties);
    }
}
