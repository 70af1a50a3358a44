using System.Diagnostics;
using System.Globalization;
using Collab.Contracts.Clauses;
using Collab.Contracts.Documents;
using Collab.Contracts.Seminars;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Server.Commands;
using Collab.Server.Feeds;
using Collab.Server.Hosting;
using Collab.Server.Security;
using Orleans.Configuration;
using Orleans.Core.Internal;

namespace Collab.Benchmarks;

/// <summary>
/// The real server, which also does from within what a line of its input says, and answers by a line:
/// <c>annotate|read COUNT DOCUMENT TOKEN</c> asks the policy alone so often; <c>write CALLERS WARMUP SECONDS DOCUMENT SEMINAR TOKEN CLAUSE…</c> writes at the grains and
/// answers how many a second; <c>activate DOCUMENT</c> answers the milliseconds until a document that slept answers; <c>open DOCUMENT</c> opens it; <c>heap</c> answers the bytes that are held.
/// </summary>
internal static class InsideServer
{
    public const string Answer = "asked ";

    // It may be stepped: a call takes seconds then.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task RunAsync(string data, string url, string? connection)
    {
        var settings = new Dictionary<string, string?> { ["Collab:Data"] = data, ["Collab:AllowRoot"] = "true", ["Collab:Limits:Rates"] = "false", ["urls"] = url, ["Logging:LogLevel:Default"] = "None" };
        if (connection is not null)
            (settings["Collab:Storage"], settings["Collab:Connection"]) = ("postgres", connection);
        await using var app = CollabHost.Build(settings, [], builder =>
        {
            builder.Services.PostConfigure<SiloMessagingOptions>(options => options.ResponseTimeout = options.SystemResponseTimeout = Patience);
            builder.Services.PostConfigure<SchedulingOptions>(options => options.TurnWarningLengthThreshold = options.DelayWarningThreshold = Patience);
            builder.Services.PostConfigure<ClientMessagingOptions>(options => options.ResponseTimeout = Patience);
        });
        await app.StartAsync();
        while (await Console.In.ReadLineAsync() is { } line)
            Console.WriteLine(Answer + (await AskAsync(app.Services, line.Split(' ')))?.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task<double?> AskAsync(IServiceProvider services, string[] asked)
    {
        switch (asked[0])
        {
            case "write": return await WriteAsync(services, asked);
            case "activate": return await ActivateAsync(services.GetRequiredService<IGrainFactory>(), asked[1]);
            case "open": await services.GetRequiredService<DocumentFeeds>().DemandAsync(asked[1]); return null;
            case "heap": return Heap();
            default: await AskPolicyAsync(services, asked); return null;
        }
    }

    private static async Task AskPolicyAsync(IServiceProvider services, string[] asked)
    {
        var count = int.Parse(asked[1], CultureInfo.InvariantCulture);
        var caller = await CallerAsync(services, asked[3]);
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

    private static async Task<double> WriteAsync(IServiceProvider services, string[] asked)
    {
        var grains = services.GetRequiredService<IGrainFactory>();
        var (document, clauses) = (asked[4], asked[7..]);
        var caller = await CallerAsync(services, asked[6]);
        var member = (await grains.GetGrain<ISeminarGrain>(asked[5]).OpenAsync())?.MemberOf(caller.Person)?.Id ?? throw new InvalidOperationException("Nobody is that in the seminar.");
        var homes = clauses.Select(clause => grains.GetGrain<IClauseGrain>(ClauseKey.Of(document, clause))).ToArray();
        var (perSecond, _) = await Load.ClosedLoopAsync(int.Parse(asked[1], CultureInfo.InvariantCulture), async number =>
        {
            var reply = await homes[number % homes.Length].ExecuteAsync(new AddAnnotation
            {
                CommandId = Guid.NewGuid(),
                Actor = member,
                Targets = [new TargetRequest(clauses[number % clauses.Length])],
                Text = Room.Text(0),
            });
            if (reply.Outcome is null)
                throw new InvalidOperationException($"A note was refused: {reply}");
        }, Seconds(asked[2]), Seconds(asked[3]));
        return perSecond;
    }

    private static async Task<double> ActivateAsync(IGrainFactory grains, string document)
    {
        var grain = grains.GetGrain<IDocumentGrain>(document);
        var management = grains.GetGrain<IManagementGrain>(0);
        // Not by its address: the directory's cache knows that of one who has gone.
        for (var tries = 0; await management.GetGrainActivationCount((GrainReference)grain) > 0; tries++)
        {
            if (tries == 1000)
                throw new InvalidOperationException("The document does not go to sleep.");
            // It alone; and seldom, for the word wakes what sleeps already.
            if (tries % 100 == 0)
                await grain.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }

        var began = Stopwatch.GetTimestamp();
        if (await grain.OpenContextAsync() is null)
            throw new InvalidOperationException("There is no such document.");
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static double Heap()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static async Task<Caller> CallerAsync(IServiceProvider services, string token) =>
        await services.GetRequiredService<Credentials>().OfTokenAsync(token) ?? throw new InvalidOperationException("Nobody has this token.");

    private static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(double.Parse(text, CultureInfo.InvariantCulture));
}
