using Collab.Server.Hosting;
using Microsoft.Extensions.Options;

namespace Collab.Server.Security;

/// <summary>
/// The cookie that holds a session's secret. Over HTTPS its name begins with <c>__Host-</c>, so that no other host or path can set it;
/// on plain HTTP it cannot be Secure (Safari drops it then, on loopback too) and has another name.
/// </summary>
public static class SessionCookie
{
    public const string SecureName = "__Host-collab", PlainName = "collab";

    public static string? Read(HttpRequest request)
    {
        var secret = request.Cookies[IsSecure(request) ? SecureName : PlainName];
        return secret is { Length: > 0 and <= 128 } ? secret : null;
    }

    public static void Write(HttpResponse response, string secret) =>
        response.Cookies.Append(Name(response), secret, Options(response, TimeSpan.FromDays(Settings(response).LongestSessionDays)));

    public static void Delete(HttpResponse response) => response.Cookies.Delete(Name(response), Options(response, null));

    /// <summary>Whether the person's browser speaks HTTPS, be it with a proxy of ours in between.</summary>
    public static bool IsSecure(HttpRequest request) =>
        request.IsHttps || request.HttpContext.RequestServices.GetRequiredService<IOptions<ServerOptions>>().Value.PublicUrl?.Scheme == Uri.UriSchemeHttps;

    private static string Name(HttpResponse response) => IsSecure(response.HttpContext.Request) ? SecureName : PlainName;

    private static ServerOptions Settings(HttpResponse response) => response.HttpContext.RequestServices.GetRequiredService<IOptions<ServerOptions>>().Value;

    private static CookieOptions Options(HttpResponse response, TimeSpan? age) => new()
    {
        HttpOnly = true,
        Secure = IsSecure(response.HttpContext.Request),
        SameSite = SameSiteMode.Lax,
        Path = "/",
        MaxAge = age,
        IsEssential = true,
    };
}
