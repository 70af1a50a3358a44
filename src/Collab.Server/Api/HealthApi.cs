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
        var probes = app.MapGroup("/health").ExcludeFromDescription();
        // Nothing that stands between routing and an endpoint is done for them: not even a cookie that comes along is looked up in storage.
        probes.ShortCircuit();
        var health = probes.Door(Access.Everyone("probes carry no credentials"));
        health.MapGet("/live", () => Results.Text("live"));
        health.MapGet("/startup", (FirstStart start) => start.IsDone ? Results.Text("started") : Results.Text("starting", statusCode: 503));
        health.MapGet("/ready", ReadyAsync);
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
