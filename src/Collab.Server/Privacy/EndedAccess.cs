using System.Text.Json;
using Collab.Server.Hosting;
using Collab.Storage.Accounts;
using Microsoft.Extensions.Options;

namespace Collab.Server.Privacy;

/// <summary>Forgets what let somebody in once and lets nobody in any more: sessions, links, tokens, a while after their end.</summary>
internal sealed partial class EndedAccess(IAccountStore accounts, OneNode node, IOptions<ServerOptions> options, TimeProvider time, ILogger<EndedAccess> logger)
    : RecurringService(TimeSpan.FromHours(1), time)
{
    /// <summary>How long what has ended is kept: who asks why they were signed out asks soon.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private const string Setting = "ended-access";
    private const double MostDays = 36_525;

    private long? _round;

    public override async Task RunAsync(DateTimeOffset now, CancellationToken cancellation = default)
    {
        if (options.Value.AdminOnly || !node.IsThis)
        {
            _round = null;
            return;
        }

        TimeSpan? passed = _round is { } before ? Time.GetElapsedTime(before) : null;
        var round = Time.GetTimestamp();
        var lived = LivedTime.Next(await accounts.ReadSettingAsync(Setting) is { } kept ? JsonSerializer.Deserialize<LivedTime>(kept.Span) : null, now, passed);
        await accounts.SaveSettingAsync(Setting, JsonSerializer.SerializeToUtf8Bytes(lived));
        _round = round;
        await accounts.ForgetEndedAsync(lived.Until, Days(options.Value.SessionDays), Days(options.Value.LongestSessionDays), Kept);
    }

    protected override void OnFailed(Exception failure) => LogLeft(failure);

    private static TimeSpan Days(double days) => TimeSpan.FromDays(Math.Min(days, MostDays));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sessions, links and tokens that ended long ago could not be deleted; it is tried again within the hour")]
    private partial void LogLeft(Exception failure);
}
