using System.Globalization;
using System.Security.Claims;
using Collab.Domain;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Collab.Server.University;

/// <summary>With what somebody was sent to the university. It travels in the state, which nobody but the server reads or writes.</summary>
/// <param name="Aim">What for.</param>
/// <param name="Person">Who is to sign in again or be connected; of who comes in, in whose place they mean to. Null for nobody's.</param>
/// <param name="Asked">When the question was put; null where an older node put it.</param>
internal sealed record UniversityErrand(UniversityAim Aim, string? Person, DateTimeOffset? Asked)
{
    private const string At = "asked";

    // An older node reads and writes the one of them for connecting.
    private static readonly (UniversityAim Aim, string Key)[] Keys = [(UniversityAim.Connect, "connect"), (UniversityAim.SignInAgain, "again"), (UniversityAim.ComeIn, "in-place-of")];

    private static RefusalException NotSaid => new(
        "sign-in-again", "The university does not say when you signed in there, so that shows nobody who you are now. Use a passkey or a mailed link if you have one; whoever runs the server can have the university say it.");

    private static RefusalException NotAsked => new(
        "sign-in-again", "The university let you through by a sign-in of before and asked you nothing, so that shows nobody who you are now. Sign out there and try again, or use a passkey or a mailed link if you have one.");

    /// <summary>A way that leads back here with it.</summary>
    public static AuthenticationProperties Begin(UniversityAim aim, string? person, string returnTo)
    {
        var properties = new AuthenticationProperties { RedirectUri = returnTo };
        if (person is not null)
            properties.Items[Keys.Single(known => known.Aim == aim).Key] = person;
        if (aim == UniversityAim.ComeIn)
            return properties;
        // Each alone is passed over by some: a session that the university has with this browser is not to answer for whoever sits at it.
        properties.SetParameter(OpenIdConnectParameterNames.Prompt, OpenIdConnectPrompt.Login);
        properties.SetParameter<TimeSpan?>(OpenIdConnectParameterNames.MaxAge, TimeSpan.Zero);
        return properties;
    }

    public static void SetAsked(AuthenticationProperties properties, DateTimeOffset now) => properties.Items[At] = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>With what somebody has come back.</summary>
    public static UniversityErrand Of(AuthenticationProperties properties)
    {
        var (aim, key) = Keys.FirstOrDefault(known => properties.Items.ContainsKey(known.Key));
        return new(aim, key is null ? null : properties.Items[key], properties.Items.TryGetValue(At, out var at) ? TimeOf(at) : null);
    }

    /// <summary>Whether the university says that they signed in there since the question was put; a clock that is out by as much as in all its tokens makes no difference.</summary>
    public bool IsShownBy(ClaimsIdentity claims, DateTimeOffset now) =>
        SignedIn(claims) is { } signedIn && Asked is { } asked && signedIn >= asked - UniversityTokens.Skew && signedIn <= now + UniversityTokens.Skew;

    /// <exception cref="RefusalException"><c>sign-in-again</c>: they have not shown who they are.</exception>
    public void DemandShownBy(ClaimsIdentity claims, DateTimeOffset now)
    {
        if (!IsShownBy(claims, now))
            throw SignedIn(claims) is null ? NotSaid : NotAsked;
    }

    private static DateTimeOffset? SignedIn(ClaimsIdentity claims) => TimeOf(claims.FindFirst(JwtRegisteredClaimNames.AuthTime)?.Value);

    private static DateTimeOffset? TimeOf(string? seconds) =>
        long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) && whole <= DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(whole) : null;
}
