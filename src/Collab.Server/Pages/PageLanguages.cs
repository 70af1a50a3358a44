using System.Globalization;
using Collab.Domain;
using Collab.Server.Security;
using Collab.Web.Languages;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Localization;

namespace Collab.Server.Pages;

/// <summary>The language of the pages: what somebody chose, else what their browser asks for, else English.</summary>
internal static class PageLanguages
{
    private const string Cookie = "language";

    /// <summary>Texts alone have a language. Numbers and dates that programs read, and the order of lists, are the same in all of them.</summary>
    public static RequestLocalizationOptions Options { get; } = new()
    {
        DefaultRequestCulture = new RequestCulture(CultureInfo.InvariantCulture, Language.English.Culture),
        SupportedCultures = [CultureInfo.InvariantCulture],
        SupportedUICultures = [.. Language.All.Select(language => language.Culture)],
        RequestCultureProviders =
        [
            new CustomRequestCultureProvider(context => Task.FromResult((Language.Find(context.Request.Cookies[Cookie]) ?? AskedFor(context.Request)) is { } language ? new ProviderCultureResult(language.Tag) : null)),
        ],
    };

    /// <summary>What says things in the language of the request.</summary>
    public static PageTexts Texts(this HttpContext context) => context.RequestServices.GetRequiredService<PageTexts>();

    public static void Map(WebApplication app) =>
        app.Door(Access.Everyone("which language the pages are in")).MapPost("/language", ChooseAsync).ExcludeFromDescription();

    /// <summary>Says on an answer which language it is in, and on what that hangs.</summary>
    public static void Say(HttpResponse response)
    {
        response.Headers.ContentLanguage = Language.Current.Tag;
        response.Headers.Append("Vary", "Accept-Language, Cookie");
    }

    /// <summary>Where to come back to from a page; null where a form was sent to it that is not sent again.</summary>
    public static string? WayBack(HttpRequest request) =>
        ReturnAddress.Check(HttpMethods.IsGet(request.Method) ? request.GetEncodedPathAndQuery() : request.PathBase.Add(request.Path).ToUriComponent());

    // The framework's own provider asks a culture for its parent, which it has not without data: Austrian German would not be German.
    private static Language? AskedFor(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage.Where(wanted => wanted.Quality is null or > 0).OrderByDescending(wanted => wanted.Quality ?? 1)
        .Select(wanted => Language.Find(wanted.Value.ToString().Split('-')[0])).FirstOrDefault(language => language is not null);

    // The cookie holds the choice and nothing of the person. No page of another site gets here: OriginCheck.
    private static async Task ChooseAsync(HttpContext context)
    {
        var form = await Forms.ReadAgainAsync(context.Request);
        var chosen = Language.Find(form["language"]) ?? throw new RefusalException("bad-request", "There is no such language here. Choose one at the foot of a page.");
        context.Response.Cookies.Append(Cookie, chosen.Tag, new CookieOptions
        {
            HttpOnly = true,
            Secure = SessionCookie.IsSecure(context.Request),
            SameSite = SameSiteMode.Lax,
            Path = "/",
            MaxAge = TimeSpan.FromDays(365),
            IsEssential = true,
        });
        context.Response.Headers.Location = ReturnAddress.Check(form["back"]) ?? "/";
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
    }
}
