using System.Security.Cryptography;
using Collab.Server.Hosting;
using Collab.Server.Hypothesis;
using Microsoft.Extensions.Options;

namespace Collab.Server.Security;

/// <summary>The headers that every answer carries.</summary>
public static class SecurityHeaders
{
    private static readonly object NonceKey = new();

    /// <summary>The nonce of this answer's content security policy.</summary>
    public static string Nonce(this HttpContext context) => (string)(context.Items[NonceKey] ??= RandomNumberGenerator.GetHexString(32, lowercase: true));

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy(context);
        headers.XContentTypeOptions = "nosniff";
        // Under no-referrer browsers send the origin null with forms of our own, and by plain HTTP nothing else that tells them from another site's.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Embedder-Policy"] = "require-corp";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()";
        headers.XFrameOptions = HypothesisPages.Are(context.Request) ? "SAMEORIGIN" : "DENY";
        if (AlwaysEncrypted(context))
            headers.StrictTransportSecurity = "max-age=31536000";
        context.Response.OnStarting(static state =>
        {
            // Static files say themselves how long they may be kept; what was made for one person is kept by nobody.
            var headers = ((HttpContext)state).Response.Headers;
            if (headers.CacheControl.Count == 0)
                headers.CacheControl = "private, no-store";
            return Task.CompletedTask;
        }, context);
        return next(context);
    });

    // A browser that was told so lets nobody past a warning again. So it is told for a name alone that has a certificate which browsers know: one
    // of our own is warned of at first, and an address that is not a name may be another machine's tomorrow (docs/decisions/0311).
    private static bool AlwaysEncrypted(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<ServerOptions>>().Value is { Share: false, PublicUrl: { Scheme: "https", HostNameType: UriHostNameType.Dns } address }
        && !AllowedHosts.IsLoopback(address.Host) && context.Request.Host.Host.Equals(address.Host, StringComparison.OrdinalIgnoreCase);

    // The documentation of the API, which is served on loopback alone, and Orleans' dashboard, on the admin socket alone, style themselves in place.
    private static string Policy(HttpContext context) => context.Request.Path.StartsWithSegments("/docs") || context.IsAdmin()
        ? "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        : HypothesisPages.Are(context.Request) ? HypothesisPages.Policy
        : $"default-src 'none'; script-src 'self' 'nonce-{context.Nonce()}'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
}
