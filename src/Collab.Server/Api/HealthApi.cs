using Collab.Server.Clustering;
using Collab.Server.Hosting;
using Collab.Server.Security;
using Collab.Storage.Accounts;

namespace Collab.Server.Api;

/// <summary>Whether the node lives, is ready for requests, has started. They say nothing more.</summary>
internal static class HealthApi
{
    public static void Map(WebApplication app)
    {
        var health = app.MapGroup("/health").ExcludeFromDescription();
        var everyone = Access.Everyone("probes carry no credentials");
        // Nothing that stands between routing and an endpoint is done for them: not even a cookie that comes along is looked up in storage.
        health.ShortCircuit();
        health.Get("/live", () => Results.Text("live"), everyone);
        health.Get("/startup", (FirstStart start) => start.IsDone ? Results.Text("started") : Results.Text("starting", statusCode: 503), everyone);
        health.Get("/ready", ReadyAsync, everyone);
    }

    private static async Task<IResult> ReadyAsync(HttpContext context, FirstStart start, Draining draining, IAccountStore accounts)
    {
        if (draining.HasBegun)
            return Results.Text("stopping", statusCode: 503);
        if (!start.IsDone)
            return Results.Text("starting", statusCode: 503);
        if (context.RequestServices.GetService<ClusterContact>()?.IsCutOff == true)
            return Results.Text("cut off", statusCode: 503);
        await accounts.ReadSettingAsync(FirstStart.Setting);
        return Results.Text("ready");
    }
}
