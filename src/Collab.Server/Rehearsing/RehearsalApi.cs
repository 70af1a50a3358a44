using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Server.Api;
using Collab.Server.Feeds;
using Collab.Server.Security;

namespace Collab.Server.Rehearsing;

/// <summary>Begins a rehearsal, and lets its readers act. It is ended like any seminar of one's own.</summary>
internal static class RehearsalApi
{
    public sealed record Rehearsal(string Seminar, string Document);

    /// <param name="Done">How much the made-up readers did.</param>
    public sealed record Acted(int Done);

    public static void Map(WebApplication app)
    {
        app.Door(Right.RunSession).MapPost("/api/documents/{document}/rehearsal", BeginAsync).WithTags("Documents").Produces<Rehearsal>(201);
        app.Door(Right.RunSession).MapPost("/api/documents/{document}/rehearsal/act", ActAsync).WithTags("Documents").Produces<Acted>();
    }

    /// <summary>Where people read, it does nothing.</summary>
    private static async Task<IResult> ActAsync(HttpContext context, string document, DocumentFeeds feeds, Rehearsals rehearsals)
    {
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        return Results.Ok(new Acted(await rehearsals.IsAsync(feed.State.Header.Seminar) ? await rehearsals.ActAsync(feed) : 0));
    }

    private static async Task<IResult> BeginAsync(HttpContext context, string document, DocumentFeeds feeds, Rehearsals rehearsals, Founding founding)
    {
        var caller = context.DemandCaller();
        if (caller.Session is null)
            throw new RefusalException("forbidden", "No token rehearses. Sign in with a browser.");
        await founding.DemandNoGuestAsync(caller);
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        if (await rehearsals.IsAsync(feed.State.Header.Seminar))
            throw new RefusalException("already", "This is a rehearsal already. Begin another from the text itself.");
        var (seminar, copy) = await rehearsals.BeginAsync(caller, feed.State, context.RequestAborted);
        return Results.Created($"/api/documents/{copy}", new Rehearsal(seminar, copy));
    }
}
