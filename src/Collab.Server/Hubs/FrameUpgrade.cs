using Microsoft.AspNetCore.Http.Features;

namespace Collab.Server.Hubs;

/// <summary>
/// Keeps hold of the stream under a WebSocket of the hub, so that whole frames can be written into it which are shared by all who are told the
/// same. Over HTTP/2, where no connection is upgraded, there is none, and SignalR sends everything itself.
/// </summary>
internal sealed class FrameUpgrade(IHttpUpgradeFeature upgrade) : IHttpUpgradeFeature
{
    public bool IsUpgradableRequest => upgrade.IsUpgradableRequest;

    /// <summary>Null until the WebSocket was accepted.</summary>
    public FrameStream? Stream { get; private set; }

    public async Task<Stream> UpgradeAsync() => Stream = new FrameStream(await upgrade.UpgradeAsync());

    /// <summary>Stands before the WebSockets of the pipeline, who look for the feature. Routing takes <c>/hub/</c> too.</summary>
    public static Task PrepareAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments(ReadingHub.Path) && context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade)
        {
            var frames = new FrameUpgrade(upgrade);
            context.Features.Set<IHttpUpgradeFeature>(frames);
            context.Features.Set(frames);
        }

        return next(context);
    }
}
