using System.Collections.Concurrent;
using Collab.Contracts.Seminars;
using Collab.Domain.Policy;
using Collab.Server.Hosting;
using Collab.Storage;
using Microsoft.Extensions.Options;

namespace Collab.Server.Webhooks;

/// <summary>
/// Goes round to see which documents have news for whom, and has them told when it is their turn: the round waits for no answer. What did not
/// arrive is told again, later and later, for ever: how far each was told is kept, so that nothing is left out over restarts. Every node goes
/// round; what one takes in hand the others leave.
/// </summary>
internal sealed partial class WebhookRound(WebhookStore store, WebhookSender sender, WebhookTurns turns, IGrainFactory grains, IStorage storage, IOptions<WebhookOptions> options, IOptions<ServerOptions> server, TimeProvider time, ILogger<WebhookRound> logger) : RecurringService(TimeSpan.FromSeconds(options.Value.EverySeconds), time)
{
    /// <summary>Who answers later than this is slow.</summary>
    internal static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);

    // Who took one in hand and was killed leaves it for so long.
    private static readonly TimeSpan InHand = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    private const int LooksAtOnce = 8, MostDoublings = 12;

    // What waits for its turn, or for its answer.
    private readonly ConcurrentDictionary<(string Document, string Id), Task> _underWay = [];

    /// <summary>Until nobody waits for a turn or an answer any more.</summary>
    /// <param name="document">Of one document; null: of all.</param>
    public Task ToldAsync(string? document = null) => Task.WhenAll(_underWay.Where(told => document is null || told.Key.Document == document).Select(told => told.Value));

    public override async Task RunAsync(DateTimeOffset now, CancellationToken cancellation = default)
    {
        if (!server.Value.TellsOthers())
            return;
        foreach (var told in _underWay.Where(told => told.Value.IsCompleted))
            _underWay.TryRemove(told);
        await Parallel.ForEachAsync(await store.ListAsync(), new ParallelOptions { MaxDegreeOfParallelism = LooksAtOnce, CancellationToken = cancellation }, async (key, stopping) =>
        {
            try
            {
                if (!_underWay.ContainsKey(key) && await NewsAsync(key, now) is { } news)
                    _underWay[key] = InTurnAsync(key, news.Kept.Webhook, now, cancellation);
            }
            catch (Exception failure) when (ConcernsOne(failure, stopping))
            {
                LogNotNow(failure, key.Document);
            }
        });
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await ToldAsync().WaitAsync(cancellationToken);
    }

    /// <summary>How long is waited after so many failures in a row: 10 s, then twice as long each time, up to six hours.</summary>
    internal static TimeSpan Pause(int failures) => failures > MostDoublings ? LongestPause : TimeSpan.FromSeconds(Math.Min(10 * Math.Pow(2, failures - 1), LongestPause.TotalSeconds));

    protected override void OnFailed(Exception failure) => LogFailed(failure);

    /// <summary>What is kept of a webhook, and how far its log is; null where there is nothing to tell, or not yet.</summary>
    private async Task<(WebhookStore.Kept Kept, string Epoch, long Head)?> NewsAsync((string Document, string Id) key, DateTimeOffset now) =>
        await store.FindAsync(key.Document, key.Id) is { } kept && !(kept.Webhook.NotBefore > now)
            && await storage.Log.FindAsync(key.Document) is { } log && (log.Epoch, log.Head) != (kept.Webhook.Epoch, kept.Webhook.Seq)
            ? (kept, log.Epoch, log.Head)
            : null;

    private async Task InTurnAsync((string Document, string Id) key, Webhook webhook, DateTimeOffset now, CancellationToken stopping)
    {
        var begun = Time.GetTimestamp();
        try
        {
            using var turn = await turns.TakeAsync(webhook.Seminar, webhook.Prompt, stopping);
            // What was so when it came into the line may be otherwise by now.
            var then = now + Time.GetElapsedTime(begun);
            if (await NewsAsync(key, then) is { } news)
                await TellAsync(news.Kept, news.Epoch, news.Head, then, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The server stops.
        }
        catch (Exception failure)
        {
            LogNotNow(failure, key.Document);
        }
    }

    private async Task TellAsync(WebhookStore.Kept kept, string epoch, long head, DateTimeOffset now, CancellationToken cancellation)
    {
        var webhook = kept.Webhook;
        if (await grains.GetGrain<ISeminarGrain>(webhook.Seminar).OpenAsync() is not { } seminar || seminar.MemberOf(webhook.Person)?.Role != Role.Owner)
        {
            await store.RemoveAsync(webhook.Document, webhook.Id);
            return;
        }

        // After a restore from a backup the log is another, and is told from its beginning.
        var due = epoch == webhook.Epoch ? webhook with { Until = webhook.Until ?? head } : webhook with { Epoch = epoch, Seq = 0, Until = head };
        if (await store.ReplaceAsync(kept, due with { NotBefore = now + InHand }) is not { } taken)
            return;
        var asked = Time.GetTimestamp();
        var failure = await sender.SendAsync(due, WebhookMessage.Of(due, now), cancellation);
        var took = Time.GetElapsedTime(asked);
        var (then, prompt) = (now + took, due with { Prompt = took < AtOnce });
        await store.ReplaceAsync(taken, failure is null
            ? prompt with { Seq = due.Until!.Value, Until = null, Failures = 0, NotBefore = null, Delivered = then, Failed = null, Failure = null }
            : prompt with { Failures = due.Failures + 1, NotBefore = then + Pause(due.Failures + 1), Failed = then, Failure = failure });
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A round of webhooks ended early; the next one comes soon")]
    private partial void LogFailed(Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether a webhook of the document {Document} has news cannot be found out now; it is tried again soon")]
    private partial void LogNotNow(Exception failure, string document);
}
