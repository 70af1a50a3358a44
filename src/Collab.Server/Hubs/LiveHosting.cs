using Collab.Server.Commands;
using Collab.Server.Feeds;
using Collab.Server.Hosting;
using Collab.Server.Limits;
using Collab.Server.Presence;
using Collab.Server.Security;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Collab.Server.Hubs;

/// <summary>Puts live delivery together.</summary>
public static class LiveHosting
{
    /// <summary>
    /// How often the server says that it is there: a client that waits for two and a half of these knows of a dead link in 5 s.
    /// </summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long a client may be silent. Clients of SignalR speak every 15 s unless told otherwise, so less would cut off
    /// programs with the defaults; and a phone that sleeps for a moment comes back to its connection.
    /// </summary>
    public static readonly TimeSpan ClientTimeout = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Calls of one connection that run at once: one that waits for storage does not hold up the reader's place.</summary>
    internal const int ParallelCalls = 8;

    /// <param name="render">Renders Markdown to HTML as pages and exports do.</param>
    public static IServiceCollection AddLive(this IServiceCollection services, Func<string, string> render)
    {
        services.AddSingleton(new TrialRendering(render));
        services.AddSingleton<CommandDispatcher>();
        services.AddSingleton<SnapshotCache>();
        services.AddSingleton<Search.NoteSearch>();
        services.AddSingleton<Search.SeminarSearch>();
        services.AddSingleton<CallRates>();
        services.AddSingleton<SeminarRates>();
        services.AddSingleton<HubRefusals>();
        services.AddSingleton<Draining>();
        services.AddSingleton<LiveServices>();
        AddHosted<DocumentFeeds>(services);
        services.AddSingleton<Grains.Documents.IReplicas>(provider => provider.GetRequiredService<DocumentFeeds>());
        AddHosted<NotebookFeeds>(services);
        services.AddSingleton<HiddenPlaces>();
        services.AddSingleton<Rehearsing.Rehearsals>();
        AddHosted<PresenceService>(services);
        AddHosted<Connections>(services);
        services.AddOptions<HubOptions>().Configure<IOptions<LimitsOptions>>((hub, limits) => hub.MaximumReceiveMessageSize = limits.Value.HubMessageBytes);
        services.AddSignalR(hub =>
        {
            hub.HandshakeTimeout = HandshakeTimeout;
            hub.KeepAliveInterval = KeepAlive;
            hub.ClientTimeoutInterval = ClientTimeout;
            hub.MaximumParallelInvocationsPerClient = ParallelCalls;
            // The cursor replaces it.
            hub.StatefulReconnectBufferSize = 0;
            hub.EnableDetailedErrors = false;
            hub.AddFilter<HubRefusals>();
        }).AddJsonProtocol(json =>
        {
            // Objects are read by StrictJson, which says what is wrong with them; here nothing may be lost on the way to it.
            json.PayloadSerializerOptions = new(StrictJson.Options) { AllowDuplicateProperties = true };
        });
        services.RemoveAll<IHubProtocol>().AddSingleton<IHubProtocol, ReadingHubProtocol>();
        return services;
    }

    /// <summary>The WebSockets of the hub, and hold of the streams under them; before whatever is mapped.</summary>
    public static IApplicationBuilder UseHubSockets(this IApplicationBuilder app) => app.Use(FrameUpgrade.PrepareAsync).UseWebSockets();

    /// <summary>Maps the hub. A connection is counted before it is accepted, so that one too many is told so by its status.</summary>
    /// <param name="patience">How long one message may take to leave before the reader is cut off; null for SignalR's own, 10 s.</param>
    public static IEndpointConventionBuilder MapReadingHub(this IEndpointRouteBuilder app, TimeSpan? patience = null)
    {
        var options = new HttpConnectionDispatcherOptions
        {
            Transports = HttpTransportType.WebSockets,
            AllowStatefulReconnects = false,
            // For a reader who does not read it then holds one batch, not two.
            TransportMaxBufferSize = Pieces.BufferBytes,
            // What is read at once is waited for at once: little, so that nobody is ahead of their rate by thousands of messages.
            ApplicationMaxBufferSize = Pieces.BufferBytes,
        };
        options.TransportSendTimeout = patience ?? options.TransportSendTimeout;
        // As MapHub does, which lets nobody in between the hub and its transport.
        var hub = app.MapConnections(ReadingHub.Path, options, connections => connections.Use(MeteredInput.Before).Use(FrameWriter.Before(options.TransportSendTimeout)).UseHub<ReadingHub>());
        hub.DisableRequestTimeout();
        hub.Add(endpoint =>
        {
            endpoint.Metadata.Add(new HubMetadata(typeof(ReadingHub)));
            // Else SignalR answers every other method itself, and does not say which it takes. CONNECT opens a WebSocket over HTTP/2.
            endpoint.Metadata.Add(new HttpMethodMetadata(endpoint.DisplayName?.EndsWith("/negotiate", StringComparison.Ordinal) == true ? ["POST"] : ["GET", "CONNECT"]));
            var next = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = context => EnterAsync(context, next);
        });
        return hub;
    }

    private static async Task EnterAsync(HttpContext context, RequestDelegate next)
    {
        var caller = context.DemandCaller();
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await next(context);
            return;
        }

        using var connection = context.RequestServices.GetRequiredService<Connections>().Open(caller, context.Abort);
        context.Features.Set(connection);
        await next(context);
    }

    private static void AddHosted<T>(IServiceCollection services)
        where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(provider => provider.GetRequiredService<T>());
    }
}
