using Collab.Domain;
using Collab.Server.Api;
using Collab.Server.Security;

namespace Collab.Server.Accounts;

/// <summary>Where one is signed in.</summary>
internal static class SessionsApi
{
    /// <param name="Id">The hash of what opens the session: it ends it and does not open it.</param>
    /// <param name="Here">True for the one that asks.</param>
    public sealed record Row(string Id, string? Device, DateTimeOffset Created, DateTimeOffset LastSeen, bool? Here);

    public static void Map(WebApplication app)
    {
        var sessions = app.MapGroup("/api/sessions").WithTags("Me").Door(Access.SignedIn("one's own sessions"));
        sessions.MapGet("", ListAsync).Produces<ListOf<Row>>();
        sessions.MapDelete("/{session}", EndAsync).Produces(204);
        sessions.MapDelete("", EndOthersAsync).Produces(204);
    }

    private static async Task<ListOf<Row>> ListAsync(HttpContext context, Credentials credentials)
    {
        var (person, here) = Demand(context);
        return new([.. (await credentials.ListSessionsAsync(person)).Select(session => new Row(session.Id, session.Device, session.Created, session.LastSeen, session.Id == here ? true : null))]);
    }

    private static async Task<IResult> EndAsync(HttpContext context, string session, Credentials credentials, SignInAgain again)
    {
        var (person, here) = Demand(context);
        if ((await credentials.ListSessionsAsync(person)).All(mine => mine.Id != session))
            throw new RefusalException("not-found", "There is no such session among yours.");
        if (session != here)
            await again.DemandAsync(context.DemandCaller());
        await credentials.EndSessionAsync(session);
        return Results.NoContent();
    }

    private static async Task<IResult> EndOthersAsync(HttpContext context, Credentials credentials, SignInAgain again)
    {
        var (person, here) = Demand(context);
        await again.DemandAsync(context.DemandCaller());
        foreach (var other in (await credentials.ListSessionsAsync(person)).Where(session => session.Id != here))
            await credentials.EndSessionAsync(other.Id);
        return Results.NoContent();
    }

    private static (string Person, string Session) Demand(HttpContext context)
    {
        var caller = context.DemandCaller();
        return (caller.Person, caller.Session ?? throw new RefusalException("forbidden", "No token may see or end where you are signed in. Sign in with a browser."));
    }
}
