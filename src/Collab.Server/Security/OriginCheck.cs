using Collab.Domain;
using Collab.Domain.Planting;
using Collab.Server.Hosting;
using Collab.Server.Hypothesis;
using Microsoft.Extensions.Options;

namespace Collab.Server.Security;

/// <summary>Lets other sites' pages neither write with a visitor's cookie nor open a connection (SignalR accepts every origin by itself).</summary>
public sealed class OriginCheck(IOptions<ServerOptions> options)
{
    private readonly string? _public = options.Value.PublicUrl?.GetLeftPart(UriPartial.Authority);

    /// <exception cref="RefusalException"><c>bad-origin</c>.</exception>
    public void Demand(HttpRequest request)
    {
        if ((IsSafe(request.Method) && !request.Path.StartsWithSegments("/hub") && !request.Path.StartsWithSegments(HypothesisApi.Live)) || Planted.Is(Defect.OriginUnchecked))
            return;
        // Other sites write there with a token, which no browser adds by itself; where there is one, the cookie is not read.
        if (request.Path.StartsWithSegments(W3c.W3cHeaders.Prefix) && request.Headers.Authorization.Count > 0)
            return;
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var origin = request.Headers.Origin.ToString();
        if (site is "cross-site" or "same-site" || (origin.Length > 0 && !IsOurs(request, origin, site)))
            throw new RefusalException("bad-origin", "The request comes from a page of another site. Use Collab's own pages, or a token from a program.");
    }

    /// <summary>Whether the origin is that of the server's own pages. To the admin socket those that people see are another site's.</summary>
    public bool IsOurs(HttpRequest request, string origin) => origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
        || (_public is not null && !request.HttpContext.IsAdmin() && origin.Equals(_public, StringComparison.OrdinalIgnoreCase));

    private bool IsOurs(HttpRequest request, string origin, string site)
    {
        // From a page whose referrer policy is no-referrer: a proxy may set that, and nodes of earlier versions do. Sec-Fetch-Site cannot be set by a page.
        if (origin == "null")
            return site == "same-origin" && request.HasFormContentType;
        return IsOurs(request, origin);
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}
