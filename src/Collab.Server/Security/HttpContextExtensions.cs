using System.Net;
using System.Net.Sockets;
using Collab.Server.Hosting;
using Microsoft.AspNetCore.Connections.Features;

namespace Collab.Server.Security;

/// <summary>What the server asks of a request in several places.</summary>
public static class HttpContextExtensions
{
    /// <summary>The peer's address, IPv4 as such; nothing that a header claims.</summary>
    public static IPAddress Address(this HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    /// <summary>What was asked for, as the routes have it: nothing that the caller wrote.</summary>
    public static string Door(this HttpContext context) => $"{context.Request.Method} {(context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "no such address"}";

    /// <summary>Whether the request came through the admin socket in the data folder; another Unix socket may be a proxy's.</summary>
    public static bool IsAdmin(this HttpContext context) =>
        context.Features.Get<IConnectionSocketFeature>()?.Socket is { AddressFamily: AddressFamily.Unix, LocalEndPoint: UnixDomainSocketEndPoint local }
        && local.ToString() == context.RequestServices.GetRequiredService<AdminSocket>().Address;

    /// <summary>Whether the caller sits at the server's own machine, as far as can be told: a proxy on it passes the public host on.</summary>
    public static bool IsLocal(this HttpContext context) =>
        IPAddress.IsLoopback(context.Address()) && AllowedHosts.IsLoopback(context.Request.Host.Host)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded");

    /// <summary>Whether a page was asked for, and not the API: browsers name HTML, programs take anything.</summary>
    public static bool WantsPage(this HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/api") && !context.Request.Path.StartsWithSegments("/hub")
        && !context.Request.Path.StartsWithSegments("/health") && !context.Request.Path.StartsWithSegments("/openapi") && !context.Request.Path.StartsWithSegments(W3c.W3cHeaders.Prefix)
        && !context.IsAdmin() && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
