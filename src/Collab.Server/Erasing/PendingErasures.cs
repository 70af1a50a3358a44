using Collab.Domain;
using Collab.Storage;

namespace Collab.Server.Erasing;

/// <summary>
/// Finishes erasures: at the start those that a crash cut short or a restore undid, before anybody is let in; later, once a minute, those that
/// the storage refused.
/// </summary>
internal sealed partial class PendingErasures(Eraser eraser, TimeProvider time, ILogger<PendingErasures> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private ITimer? _timer;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await eraser.FinishAsync();
        }
        catch (Exception refusal) when (refusal is RefusalException { Code: "damaged" } or StorageDamagedException)
        {
            // What is damaged cannot be written to: that must not keep the whole server closed.
            LogUnfinished(logger, refusal);
        }
        catch (RefusalException refusal)
        {
            throw new StorageUnavailableException($"Something was to be erased before the server opens, and could not be: {refusal.Detail}", refusal);
        }

        _timer = time.CreateTimer(_ => TryAgainAsync().Ignore(), null, Interval, Interval);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _timer?.Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();

    private async Task TryAgainAsync()
    {
        try
        {
            await eraser.FinishAsync();
        }
        catch (Exception failure)
        {
            LogUnfinished(logger, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "An erasure is not finished; it is tried again in a minute, what is damaged at the next start and once a day")]
    private static partial void LogUnfinished(ILogger logger, Exception failure);
}
