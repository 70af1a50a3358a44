using Collab.Formats.WebAnnotations;

namespace Collab.Server.W3c;

/// <summary>
/// What every answer under <c>/w3c</c> says, refusals too: what the resource is, which methods it takes, and that pages of other sites may read
/// it. Those sign in by a token alone: with credentials of the browser no other site is answered.
/// </summary>
internal static class W3cHeaders
{
    public const string Prefix = "/w3c";

    public static readonly string ContentType = $"application/ld+json; profile=\"{JsonLdExporter.Context}\"";

    private static readonly string[] ContainerLinks =
    [
        "<http://www.w3.org/ns/ldp#BasicContainer>; rel=\"type\"",
        "<http://www.w3.org/TR/annotation-protocol/>; rel=\"http://www.w3.org/ns/ldp#constrainedBy\"",
    ];

    /// <summary>Whether a page of a container is asked for, which only the container changes.</summary>
    public static bool IsPage(HttpRequest request) => request.Query.ContainsKey("page");

    public static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        var (request, headers) = (context.Request, context.Response.Headers);
        var isContainer = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries).Length <= 4;
        headers.Link = isContainer ? ContainerLinks : ["<http://www.w3.org/ns/ldp#Resource>; rel=\"type\""];
        var takes = isContainer && !IsPage(request);
        headers.Allow = takes ? "GET, HEAD, OPTIONS, POST" : isContainer ? "GET, HEAD, OPTIONS" : "GET, HEAD, OPTIONS, PUT, DELETE";
        if (takes)
            headers["Accept-Post"] = $"{ContentType}, application/ld+json, application/json";
        headers.Vary = "Accept, Prefer, Authorization, Cookie";
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = "ETag, Location, Link, Allow, Accept-Post, Content-Location, Preference-Applied, Retry-After, Vary, WWW-Authenticate";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        if (HttpMethods.IsOptions(request.Method) && request.Headers.ContainsKey("Access-Control-Request-Method"))
        {
            headers.AccessControlAllowMethods = headers.Allow;
            headers.AccessControlAllowHeaders = "Accept, Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Prefer, Slug";
            headers.AccessControlMaxAge = "7200";
        }

        return next(context);
    }
}
