using Collab.Domain;
using Collab.Server.Api;
using Collab.Server.Security;

namespace Collab.Server.Presence;

/// <summary>One's own choice whether others are told where one reads, selects and writes.</summary>
internal static class HidePlaceApi
{
    /// <param name="Hidden">Whether nobody is told.</param>
    public sealed record HidePlace(bool Hidden);

    public static void Map(WebApplication app) =>
        app.Door(Access.SignedIn("one's own account")).MapPut("/api/me/presence", ChooseAsync).WithTags("Me").Accepts<HidePlace>("application/json").Produces(204);

    private static async Task<IResult> ChooseAsync(HttpContext context, PresenceService presence)
    {
        var choice = await ApiJson.ReadAsync<HidePlace>(context.Request);
        var caller = context.DemandCaller();
        if (!caller.Covers("rename-self"))
            throw new RefusalException("forbidden", "This token is not for that. Make one with the scope “annotate”.");
        if (caller.Seminar is not null)
            throw new RefusalException("forbidden", "This token is for one seminar alone, and where you are is hidden in all. Make one for all of them, or choose it in a browser.");
        await presence.HideAsync(caller.Person, choice.Hidden);
        return Results.NoContent();
    }
}
