using Collab.Server.Security;
using Collab.Storage.Accounts;

namespace Collab.Server.Accounts;

/// <summary>Names, to the browser that was asked to sign something, what it was asked. Like the cookie of the session, but for this site's own pages alone.</summary>
internal static class CeremonyCookie
{
    public const string SecureName = "__Host-collab-key", PlainName = "collab-key";

    /// <summary>The secret of a new ceremony.</summary>
    public static string Write(HttpResponse response, TimeSpan age)
    {
        var secret = Secret.New();
        response.Cookies.Append(Name(response.HttpContext.Request), secret, Options(response.HttpContext.Request, age));
        return secret;
    }

    /// <summary>The secret that the browser brings, once; null where it brings none.</summary>
    public static string? Take(HttpContext context)
    {
        var secret = context.Request.Cookies[Name(context.Request)];
        if (secret is null)
            return null;
        context.Response.Cookies.Delete(Name(context.Request), Options(context.Request, null));
        return secret.Length is > 0 and <= 128 ? secret : null;
    }

    private static string Name(HttpRequest request) => SessionCookie.IsSecure(request) ? SecureName : PlainName;

    private static CookieOptions Options(HttpRequest request, TimeSpan? age) => new()
    {
        HttpOnly = true,
        Secure = SessionCookie.IsSecure(request),
        SameSite = SameSiteMode.Strict,
        Path = "/",
        MaxAge = age,
        IsEssential = true,
    };
}
