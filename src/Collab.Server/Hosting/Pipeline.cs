using Collab.Domain;
using Collab.Server.Api;
using Collab.Server.Clustering;
using Collab.Server.Hubs;
using Collab.Server.Hypothesis;
using Collab.Server.Pages;
using Collab.Server.Problems;
using Collab.Server.Security;
using Collab.Server.W3c;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Collab.Server.Hosting;

/// <summary>What every request passes, in order.</summary>
internal static class Pipeline
{
    private const long ReadAway = 64 * 1024 * 1024;

    public static void Use(WebApplication app)
    {
        app.Lifetime.ApplicationStarted.Register(app.Services.GetRequiredService<AdminSocket>().Protect);
        UseTrustedProxies(app);
        app.UseSecurityHeaders();
        app.UseResponseCompression();
        app.UseRequestLocalization(PageLanguages.Options);
        app.UseWhen(context => context.Request.Path.StartsWithSegments(W3cHeaders.Prefix), shown => shown.Use(W3cHeaders.AddAsync));
        app.UseMiddleware<ProblemMiddleware>();
        app.Use(GateAsync);
        if (app.Services.GetService<ClusterContact>() is { } cluster)
            app.UseWhen(context => !IsProbe(context) && !context.IsAdmin(), shown => shown.Use(cluster.PassAsync));
        app.UseHubSockets();
        app.Use(EnterAsync);
        app.UseRouting();
        app.UseAuthentication();
        app.Use(DemandHeldCredentials);
        app.UseWhen(context => !context.IsAdmin(), timed => timed.UseRequestTimeouts());
        app.UseMiddleware<PermissionMiddleware>();
        app.Use(DemandSmallBody);
        app.UseAntiforgery();
        app.MapStaticAssets().Under(Access.Everyone("files of the program")).WithMetadata(new Uncounted());
        Endpoints.Map(app);
    }

    // Nothing that a header claims about the sender is believed, unless the operator names the proxy that sets it.
    private static void UseTrustedProxies(WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<TrustedProxies>();
        if (proxies.Addresses.Count + proxies.Networks.Count == 0)
            return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        proxies.Addresses.ForEach(options.KnownProxies.Add);
        proxies.Networks.ForEach(options.KnownIPNetworks.Add);
        app.UseForwardedHeaders(options);
    }

    private static Task GateAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        DemandOneLength(context);
        // The admin socket serves /admin and nothing else; no other way leads there.
        if (request.Path.StartsWithSegments("/admin") != context.IsAdmin())
            throw new RefusalException("not-found", "There is nothing at this address.");
        var services = context.RequestServices;
        if (context.IsAdmin())
        {
            // An operator may have led the socket to a port of their own machine, where every page that they open can send to it.
            AllowedHosts.DemandLoopback(request);
            services.GetRequiredService<OriginCheck>().Demand(request);
            return next(context);
        }

        if (services.GetRequiredService<IOptions<ServerOptions>>().Value.Role == NodeRole.Silo && !IsProbe(context))
            throw new RefusalException("not-found", "This node serves no pages. Ask one of the role web or all.");
        services.GetRequiredService<AllowedHosts>().Demand(request);
        services.GetRequiredService<OriginCheck>().Demand(request);
        DemandOneValue(request);
        if ((request.Query.ContainsKey("access_token") && !TakesHypothesisToken.MayStandIn(request)) || request.Query.ContainsKey("token"))
            throw new RefusalException("unauthenticated", "A token does not belong in an address, where logs keep it. Send it in the Authorization header, and revoke this one.");
        if (HttpMethods.IsHead(request.Method))
            request.Method = HttpMethods.Get; // Kestrel sends no body for HEAD whatever we write.
        return next(context);
    }

    // Two lengths: a proxy may believe the one and we the other, and what is left over becomes somebody else's request. Kestrel goes
    // by the chunks and puts the other length under this name.
    private static void DemandOneLength(HttpContext context)
    {
        if (!context.Request.Headers.ContainsKey("Transfer-Encoding") || !context.Request.Headers.ContainsKey("X-Content-Length"))
            return;
        context.Response.Headers.Connection = "close";
        throw new RefusalException("bad-request", "Send Content-Length or Transfer-Encoding, not both.");
    }

    // Of two values one reader takes the first, another the last: what one has checked the other does not do. Notes are named as often as there are;
    // and Hypothesis' client says twice what it wants to be expanded, which nobody here reads.
    private static void DemandOneValue(HttpRequest request)
    {
        var many = HypothesisPages.Are(request) ? "expand" : "annotation";
        if (request.Query.FirstOrDefault(pair => pair.Value.Count > 1 && !pair.Key.Equals(many, StringComparison.OrdinalIgnoreCase)) is { Key: { } twice })
            throw new RefusalException("bad-request", $"The address names {twice} twice. Say it once.");
    }

    private static bool IsProbe(HttpContext context) => context.Request.Path.StartsWithSegments("/health");

    // Live streams are not waited for: they would never end.
    private static async Task EnterAsync(HttpContext context, RequestDelegate next)
    {
        if (IsProbe(context))
        {
            await next(context);
            return;
        }

        using var entered = context.RequestServices.GetRequiredService<Draining>().Enter();
        if (context.WebSockets.IsWebSocketRequest || context.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase))
            entered.Dispose();
        await next(context);
    }

    private static async Task DemandHeldCredentials(HttpContext context, RequestDelegate next)
    {
        if (!context.IsAdmin() && context.Request.Headers.Authorization.Count > 0 && context.Caller() is null)
        {
            // Asked again for its failure: too many are rate-limited.
            await context.AuthenticateAsync();
            throw new RefusalException("unauthenticated", "The token in the Authorization header does not hold. Make a new one, or leave the header out.");
        }

        await next(context);
    }

    // Kestrel would refuse it too, but cut the connection while the sender still sends, so that nobody could read why. What is
    // announced within reason it reads away instead, for five seconds at most.
    private static Task DemandSmallBody(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is not { IsReadOnly: false, MaxRequestBodySize: { } most } limit || context.Request.ContentLength is not { } length || length <= most)
            return next(context);
        if (length <= ReadAway)
            limit.MaxRequestBodySize = null;
        throw new RefusalException("too-large", $"The request is larger than the {most / 1024} KiB that this address takes. Send less.");
    }
}
