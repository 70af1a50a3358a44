using Collab.Server.Security;
using Collab.Storage.Accounts;
using Collab.Web.Models;

namespace Collab.Server.Pages;

/// <summary>What every page needs from the request.</summary>
internal static class PageFrames
{
    /// <summary>The frame with the name of whoever is signed in.</summary>
    public static async Task<PageFrame> OfAsync(HttpContext context) => Of(context, context.Caller() is { } caller
        ? (await context.RequestServices.GetRequiredService<IAccountStore>().FindPersonAsync(caller.Person))?.DisplayName
        : null);

    /// <param name="name">The display name of the person signed in, or null.</param>
    public static PageFrame Of(HttpContext context, string? name)
    {
        PageLanguages.Say(context.Response);
        var assets = context.RequestServices.GetRequiredService<PageAssets>();
        return new PageFrame(context.Nonce())
        {
            Name = name,
            Theme = context.Request.Cookies["theme"] is ("light" or "dark") and var theme ? theme : null,
            Address = PageLanguages.WayBack(context.Request),
            Assets = assets.Addresses,
            ImportMap = assets.ImportMap,
            RoomImportMap = assets.RoomImportMap,
        };
    }
}
