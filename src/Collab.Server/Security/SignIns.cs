using Collab.Domain;
using Collab.Server.Telemetry;
using Collab.Storage;
using Collab.Storage.Accounts;

namespace Collab.Server.Security;

/// <summary>Signs people in and out on this browser.</summary>
public sealed class SignIns(Credentials credentials, SecurityEvents security)
{
    public static RefusalException Missing => new("unauthenticated", "Sign in first: open an invite link, or send a token in the Authorization header.");

    /// <summary>
    /// Begins a session under a new secret, and answers its id; the one before ends. One of an institution goes on as it is where the same person
    /// comes in by something else: no link and no code makes it one that the institution is not asked about.
    /// </summary>
    /// <exception cref="RefusalException"><c>unauthenticated</c>: the institution's session has ended just now.</exception>
    public async Task<string> SignInAsync(HttpContext context, string person, SignInWay way)
    {
        if (context.Caller() is { Session: { } before } caller)
        {
            if (caller.Person == person && !way.IsOfInstitution() && await credentials.IsOfInstitutionAsync(before, person))
            {
                if (!(await credentials.AreStillValidAsync([caller]))[0])
                    throw Missing;
                // A mailed link shows again who they are, as a passkey does.
                if (way == SignInWay.Mail)
                    await credentials.ConfirmSessionAsync(before, way);
                return before;
            }

            await credentials.EndSessionAsync(before);
        }

        var secret = await credentials.BeginSessionAsync(person, DeviceOf(context.Request), way);
        SessionCookie.Write(context.Response, secret);
        security.SignedIn(person, way, context.Address());
        return Secret.Hash(secret);
    }

    /// <exception cref="RefusalException"><c>storage-full</c>, <c>unavailable</c>: the browser has forgotten who it was; the session has not ended.</exception>
    public async Task SignOutAsync(HttpContext context)
    {
        SessionCookie.Delete(context.Response);
        // Texts that were read stand in the browser's cache. Drafts and what is not sent yet are the person's own, and stay (docs/decisions/0311).
        context.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        // So that a page knows, whatever comes of the session: browsers show it neither the cookie nor the header above.
        context.Response.Headers["Signed-Out"] = "?1";
        try
        {
            if (context.Caller()?.Session is { } session)
                await credentials.EndSessionAsync(session);
        }
        catch (StorageUnavailableException refused)
        {
            // Whoever leaves a shared computer must not stay signed in there.
            throw new RefusalException(
                refused is StorageFullException ? "storage-full" : "unavailable",
                "You are signed out of this browser. The server could not store that this session has ended: end it in the list of your sessions when it can again.");
        }
    }

    /// <summary>A label by which a person tells their devices apart; never the whole header.</summary>
    public static string DeviceOf(HttpRequest request)
    {
        var agent = request.Headers.UserAgent.ToString();
        string[] browsers = ["Edg", "OPR", "Firefox", "Chrome", "Safari"], systems = ["Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux"];
        var browser = browsers.FirstOrDefault(name => agent.Contains(name, StringComparison.Ordinal)) switch { "Edg" => "Edge", "OPR" => "Opera", var name => name ?? "A browser" };
        return systems.FirstOrDefault(name => agent.Contains(name, StringComparison.Ordinal)) is { } system ? $"{browser} on {system}" : browser;
    }
}
