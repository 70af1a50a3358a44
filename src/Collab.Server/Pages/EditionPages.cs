using Collab.Domain.Policy;
using Collab.Server.Feeds;
using Collab.Server.Security;
using Collab.Web.Models;
using Collab.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Server.Pages;

/// <summary>The editions of a text, and the way in for another one.</summary>
internal static class EditionPages
{
    public static void Map(WebApplication app) => app.MapGroup("/rooms/{document}/editions").ExcludeFromDescription().Door(Right.ReadDocument).MapGet("", PageAsync);

    private static async Task<IResult> PageAsync(HttpContext context, string document, DocumentFeeds feeds)
    {
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        await feed.EnsureFreshAsync(context.DemandCaller().Person, context.RequestAborted);
        var (header, seat) = (feed.State.Header, context.Seat());
        var model = new EditionsPageModel(document, header.Title, [.. header.Editions.Select(edition => new EditionRow(edition.Id, edition.Language, edition.Title, edition.Clauses.Length))], RoomPages.Clauses(header))
        {
            MayAdd = PermissionTable.May("add-edition", seat.Role) && !header.Closed,
        };
        return new RazorComponentResult<EditionsPage>(new { Frame = PageFrames.Of(context, seat.Name), Held = model });
    }
}
