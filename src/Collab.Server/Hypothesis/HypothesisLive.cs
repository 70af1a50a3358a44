using System.Net.WebSockets;
using Collab.Domain;
using Collab.Server.Api;
using Collab.Server.Feeds;
using Collab.Server.Hosting;
using Collab.Server.Security;
using Microsoft.AspNetCore.Http.Features;

namespace Collab.Server.Hypothesis;

/// <summary>What happens in a document, over the plain WebSocket that Hypothesis' client listens to.</summary>
internal static class HypothesisLive
{
    // A dead link is noticed within both together, which is less than ClientCursors.Doubtful.
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(10), Answered = TimeSpan.FromSeconds(15);

    /// <summary>RFC 6455's registry: the server begins again; it can do nothing now. After both the client comes again; after 1000 and 1001 it does not.</summary>
    private const WebSocketCloseStatus ServiceRestart = (WebSocketCloseStatus)1012, TryAgainLater = (WebSocketCloseStatus)1013;

    public static void Map(WebApplication app)
    {
        var live = app.Door(Access.SignedIn("each document is asked whether it may be read")).MapMethods(HypothesisApi.Live + "/{document}", ["GET", "CONNECT"], ListenAsync);
        live.ExcludeFromDescription().WithMetadata(new TakesHypothesisToken(InQuery: true)).DisableRequestTimeout();
    }

    private static async Task ListenAsync(HttpContext context, string document, LiveServices live, IGrainFactory grains, ClientCursors cursors, Draining draining)
    {
        if (!context.WebSockets.IsWebSocketRequest)
            throw new RefusalException("bad-request", "Open a WebSocket at this address.");
        var caller = context.DemandCaller();
        var feed = await live.Feeds.DemandAsync(document, context.RequestAborted);
        await live.Commands.DemandAsync(feed, caller, "read-document", context.RequestAborted);
        ExportApi.DemandAll(feed.View.Demand(caller.Person).Role, feed);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        using var connection = live.Connections.Open(caller, over.Cancel);
        connection.Enter(feed);
        using var web = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { KeepAliveInterval = KeepAlive, KeepAliveTimeout = Answered });
        using var socket = new HypothesisSocket(web, feed, caller, HypothesisAddress.Of(context, document), context.Features.GetRequiredFeature<PageMade>().Since, grains, cursors, live.Rates);
        var status = TryAgainLater;
        try
        {
            await socket.RunAsync(over.Token);
            status = WebSocketCloseStatus.NormalClosure;
        }
        catch (OperationCanceledException)
        {
            // Whose rights have ended need not try again. Who is sent away by a node that is cut off should: another one answers.
            status = draining.HasBegun ? ServiceRestart : connection.HasEnded ? WebSocketCloseStatus.NormalClosure : TryAgainLater;
        }
        catch (RefusalException refusal)
        {
            status = refusal.Code is "unavailable" ? TryAgainLater : WebSocketCloseStatus.NormalClosure;
        }
        catch (WebSocketException)
        {
        }

        await socket.CloseAsync(status);
    }
}
