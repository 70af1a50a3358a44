using Collab.Server.Admin;
using Collab.Server.Hosting;
using Collab.Storage;
using Microsoft.Extensions.Options;

namespace Collab.Server.Scrubbing;

/// <summary>
/// Reads every log again and again, slowly, on one node of a cluster: damage is found while there is still a backup from before it, and
/// not only when somebody opens what was hurt.
/// </summary>
internal sealed partial class Scrub(IStorage storage, DamagedLogs damagedLogs, OneNode node, IOptions<ServerOptions> options, TimeProvider time, ILogger<Scrub> logger)
    : BackgroundService
{
    /// <summary>Whoever starts the server has other things to wait for first.</summary>
    public static readonly TimeSpan FirstAfter = TimeSpan.FromMinutes(5);

    private const int PageSize = 100;

    // What a timer can wait.
    private const double MostHours = 720;

    private ScrubReport? _last;

    /// <summary>The last round of this node; null before its end, and where another node does it: what it found long ago may be mended since.</summary>
    public ScrubReport? Last => _last is not null && node.IsThis ? _last : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value is { ScrubHours: <= 0 } or { AdminOnly: true })
            return;
        for (var wait = FirstAfter; ; wait = TimeSpan.FromHours(Math.Min(options.Value.ScrubHours, MostHours)))
        {
            await Task.Delay(wait, time, stoppingToken);
            if (node.IsThis)
                await TryRoundAsync(stoppingToken);
        }
    }

    /// <summary>Reads everything once, at the rate that is set.</summary>
    public async Task<ScrubReport> RoundAsync(CancellationToken cancellation)
    {
        var (streams, events, damaged) = (0, 0L, new List<Verification.Damage>());
        foreach (var kind in StreamKind.All)
        {
            foreach (var stream in await ListAsync(kind, damaged))
            {
                streams++;
                var found = await Verification.ReadAsync(storage.Log, stream, PageSize, async page =>
                {
                    events += page.Count;
                    await Task.Delay(TimeSpan.FromSeconds(page.Count / Math.Max(1, options.Value.ScrubEventsPerSecond)), time, cancellation);
                });
                damaged.AddRange(found);
                foreach (var damage in found)
                    LogDamaged(logger, damage.Kind, damage.Stream, damage.Seq);
                if (found.Count > 0)
                    await damagedLogs.CloseAsync(stream.Kind, stream.Stream);
            }
        }

        return _last = new ScrubReport(time.GetUtcNow(), streams, events, damaged);
    }

    /// <summary>The logs of a kind; none where they cannot be listed, which keeps nothing else from being read.</summary>
    private async Task<IReadOnlyList<StreamInfo>> ListAsync(string kind, List<Verification.Damage> damaged)
    {
        try
        {
            return await storage.Log.ListAsync(kind);
        }
        catch (StorageDamagedException damage)
        {
            damaged.Add(new Verification.Damage(kind, "all", 1, damage.Message));
            LogDamaged(logger, kind, "all", 1);
            return [];
        }
    }

    private async Task TryRoundAsync(CancellationToken cancellation)
    {
        try
        {
            await RoundAsync(cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogUnfinished(logger, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The scrub found the {Kind} {Stream} damaged at seq {Seq}: it is read-only until a backup is restored")]
    private static partial void LogDamaged(ILogger logger, string kind, string stream, long seq);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A round of the scrub was not finished; the next begins when it is due")]
    private static partial void LogUnfinished(ILogger logger, Exception failure);
}
