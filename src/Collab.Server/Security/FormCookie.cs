using Collab.Server.Hosting;

namespace Collab.Server.Security;

/// <summary>
/// The cookie that a form's hidden field is held against. As that of a session it is locked to the host where the browser speaks HTTPS, be it
/// with a proxy in between; its name is the same for all requests, so that it has the prefix only where all are encrypted.
/// </summary>
internal sealed class FormCookie : CookieBuilder
{
    public FormCookie(ServerOptions server)
    {
        Name = server.PublicUrl?.Scheme == Uri.UriSchemeHttps ? "__Host-collab-form" : "collab-form";
        (HttpOnly, SameSite, IsEssential, Path) = (true, SameSiteMode.Strict, true, "/");
    }

    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        var options = base.Build(context, expiresFrom);
        options.Secure = SessionCookie.IsSecure(context.Request);
        return options;
    }
}
