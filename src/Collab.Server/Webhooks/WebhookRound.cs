using Collab.Contracts.Seminars;
using Collab.Domain.Policy;
using Collab.Server.Hosting;
using Collab.Storage;
using Microsoft.Extensions.Options;

namespace Collab.Server.Webhooks;

/// <summary>
/// Goes round to see which documents have news for whom, and tells them. What did not arrive is told again, later and later, for ever: how far
/// each was told is kept, so that nothing is left out over restarts. Every node goes round; what one takes in hand the others leave.
/// </summary>
internal sealed partial class WebhookRound(WebhookStore store, WebhookSender sender, IGrainFactory grains, IStorage storage, IOptions<WebhookOptions> options, TimeProvider time, ILogger<WebhookRound> logger) : RecurringService(TimeSpan.FromSeconds(options.Value.EverySeconds), time)
{
    // Who took one in hand and was killed leaves it for so long.
    private static readonly TimeSpan InHand = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    private const int AtOnce = 8, MostDoublings = 12;

    public override async Task RunAsync(DateTimeOffset now, CancellationToken cancellation = default) =>
        await Parallel.ForEachAsync(await store.ListAsync(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (key, stopping) =>
        {
            try
            {
                if (await store.FindAsync(key.Document, key.Id) is { } kept && !(kept.Webhook.NotBefore > now))
                    await LookAsync(kept, now, stopping);
            }
            catch (Exception failure) when (ConcernsOne(failure, stopping))
            {
                LogNotNow(failure, key.Document);
            }
        });

    /// <summary>How long is waited after so many failures in a row: 10 s, then twice as long each time, up to six hours.</summary>
    internal static TimeSpan Pause(int failures) => failures > MostDoublings ? LongestPause : TimeSpan.FromSeconds(Math.Min(10 * Math.Pow(2, failures - 1), LongestPause.TotalSeconds));

    protected override void OnFailed(Exception failure) => LogFailed(failure);

    private async Task LookAsync(WebhookStore.Kept kept, DateTimeOffset now, CancellationToken cancellation)
    {
        var webhook = kept.Webhook;
        if (await storage.Log.FindAsync(webhook.Document) is not { } log || (log.Epoch, log.Head) == (webhook.Epoch, webhook.Seq))
            return;
        if (await grains.GetGrain<ISeminarGrain>(webhook.Seminar).OpenAsync() is not { } seminar || seminar.MemberOf(webhook.Person)?.Role != Role.Owner)
        {
            await store.RemoveAsync(webhook.Document, webhook.Id);
            return;
        }

        // After a restore from a backup the log is another, and is told from its beginning.
        var due = log.Epoch == webhook.Epoch ? webhook with { Until = webhook.Until ?? log.Head } : webhook with { Epoch = log.Epoch, Seq = 0, Until = log.Head };
        if (await store.ReplaceAsync(kept, due with { NotBefore = now + InHand }) is not { } taken)
            return;
        var failure = await sender.SendAsync(due, WebhookMessage.Of(due, now), cancellation);
        await store.ReplaceAsync(taken, failure is null
            ? due with { Seq = due.Until!.Value, Until = null, Failures = 0, NotBefore = null, Delivered = now, Failed = null, Failure = null }
            : due with { Failures = due.Failures + 1, NotBefore = now + Pause(due.Failures + 1), Failed = now, Failure = failure });
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A round of webhooks ended early; the next one comes soon")]
    private partial void LogFailed(Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether a webhook of the document {Document} has news cannot be found out now; it is tried again soon")]
    private partial void LogNotNow(Exception failure, string document);
}
