using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Server.Api;
using Collab.Server.Feeds;
using Collab.Server.Security;

namespace Collab.Server.Rehearsing;

/// <summary>Begins a rehearsal. It is ended like any seminar of one's own.</summary>
internal static class RehearsalApi
{
    public sealed record Rehearsal(string Seminar, string Document);

    public static void Map(WebApplication app) =>
        app.Door(Right.RunSession).MapPost("/api/documents/{document}/rehearsal", BeginAsync).WithTags("Documents").Produces<Rehearsal>(201);

    private static async Task<IResult> BeginAsync(HttpContext context, string document, DocumentFeeds feeds, Rehearsals rehearsals, Seats seats)
    {
        var caller = context.DemandCaller();
        if (caller.Session is null)
            throw new RefusalException("forbidden", "No token rehearses. Sign in with a browser.");
        await SeminarsApi.DemandMayCreateAsync(seats, caller);
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        if (await rehearsals.IsAsync(feed.State.Header.Seminar))
            throw new RefusalException("already", "This is a rehearsal already. Begin another from the text itself.");
        var (seminar, copy) = await rehearsals.BeginAsync(caller, feed.State, context.RequestAborted);
        return Results.Created($"/api/documents/{copy}", new Rehearsal(seminar, copy));
    }
}
