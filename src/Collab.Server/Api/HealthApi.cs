using Collab.Server.Clustering;
using Collab.Server.Hosting;
using Collab.Server.Security;

namespace Collab.Server.Api;

/// <summary>Whether the node lives, has started, serves people, and can do all that it does. They say nothing more.</summary>
internal static class HealthApi
{
    public static void Map(WebApplication app)
    {
        var probes = app.MapGroup("/health").ExcludeFromDescription();
        // Nothing that stands between routing and an endpoint is done for them: not even a cookie that comes along is looked up in storage.
        probes.ShortCircuit();
        var health = probes.Door(Access.Everyone("probes carry no credentials"));
        health.MapGet("/live", () => Results.Text("live"));
        health.MapGet("/startup", (FirstStart start) => start.IsDone ? Results.Text("started") : No("starting"));
        // Nodes share their database: a proxy that asked whether storage answers would take away all of them when it is away, and reading goes on then.
        health.MapGet("/serving", (HttpContext context) => Hindrance(context) is { } hindrance ? No(hindrance) : Results.Text("serving"));
        health.MapGet("/ready", ReadyAsync);
    }

    internal static async Task<IResult> ReadyAsync(HttpContext context, StorageContact storage)
    {
        if (Hindrance(context) is { } hindrance)
            return No(hindrance);
        // Anybody may ask, as often as they like, and the few connections to the database are for people.
        await storage.AskAsync();
        return Results.Text("ready");
    }

    private static string? Hindrance(HttpContext context)
    {
        var services = context.RequestServices;
        if (services.GetRequiredService<Draining>().HasBegun)
            return "stopping";
        if (!services.GetRequiredService<FirstStart>().IsDone)
            return "starting";
        return services.GetService<ClusterContact>()?.IsCutOff == true ? "cut off" : null;
    }

    private static IResult No(string why) => Results.Text(why, statusCode: StatusCodes.Status503ServiceUnavailable);
}
