using System.Globalization;
using Collab.Server.Commands;
using Collab.Server.Feeds;
using Collab.Server.Hosting;
using Collab.Server.Security;
using Orleans.Configuration;

namespace Collab.Benchmarks;

/// <summary>The real server, which also asks the policy alone as often as it is told to: <c>annotate|read COUNT DOCUMENT TOKEN</c> on its input, answered by a line.</summary>
internal static class PolicyServer
{
    // It is stepped: a call takes seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task RunAsync(string data, string url)
    {
        var settings = new Dictionary<string, string?> { ["Collab:Data"] = data, ["Collab:AllowRoot"] = "true", ["Collab:Limits:Rates"] = "false", ["urls"] = url, ["Logging:LogLevel:Default"] = "None" };
        await using var app = CollabHost.Build(settings, [], builder =>
        {
            builder.Services.PostConfigure<SiloMessagingOptions>(options => options.ResponseTimeout = options.SystemResponseTimeout = Patience);
            builder.Services.PostConfigure<SchedulingOptions>(options => options.TurnWarningLengthThreshold = options.DelayWarningThreshold = Patience);
            builder.Services.PostConfigure<ClientMessagingOptions>(options => options.ResponseTimeout = Patience);
        });
        await app.StartAsync();
        while (await Console.In.ReadLineAsync() is { } line)
        {
            await AskAsync(app.Services, line.Split(' '));
            Console.WriteLine("asked");
        }
    }

    private static async Task AskAsync(IServiceProvider services, string[] asked)
    {
        var count = int.Parse(asked[1], CultureInfo.InvariantCulture);
        var caller = await services.GetRequiredService<Credentials>().OfTokenAsync(asked[3]) ?? throw new InvalidOperationException("Nobody has this token.");
        var feed = await services.GetRequiredService<DocumentFeeds>().DemandAsync(asked[2]);
        if (asked[0] == "read")
        {
            var watcher = new Watcher(caller.Person);
            for (var i = 0; i < count; i++)
                watcher.AudienceIn(feed.View);
            return;
        }

        var commands = services.GetRequiredService<CommandDispatcher>();
        for (var i = 0; i < count; i++)
            await commands.DemandAsync(feed, caller, "annotate");
    }
}
