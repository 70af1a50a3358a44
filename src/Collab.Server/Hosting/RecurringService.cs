using Collab.Domain;
using Collab.Server.Problems;
using Collab.Storage;

namespace Collab.Server.Hosting;

/// <summary>What is done again and again while the server runs. Whatever goes wrong once is for the log: it is done again when it is due.</summary>
/// <param name="every">From one beginning to the next.</param>
/// <param name="time">The clock that it goes by.</param>
internal abstract class RecurringService(TimeSpan every, TimeProvider time) : BackgroundService
{
    /// <summary>The clock that it goes by.</summary>
    protected TimeProvider Time => time;

    /// <summary>Does everything that is due.</summary>
    /// <param name="now">The time that it is by.</param>
    /// <param name="cancellation">The server stops: what is not done yet is so after the next start.</param>
    public abstract Task RunAsync(DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>Whether a failure concerns one of many, and leaves the others to be gone on with.</summary>
    protected static bool ConcernsOne(Exception failure, CancellationToken stopping) =>
        failure is RefusalException or StorageUnavailableException or DamagedStreamException or OutcomeUnknownException || (LostCall.Is(failure) && !stopping.IsCancellationRequested);

    /// <summary>Says that it ended early.</summary>
    protected abstract void OnFailed(Exception failure);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await RunOnceAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task RunOnceAsync(CancellationToken stopping)
    {
        try
        {
            await RunAsync(time.GetUtcNow(), stopping);
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            OnFailed(failure);
        }
    }
}
