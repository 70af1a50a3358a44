using System.Runtime.InteropServices;

namespace Collab.Server.Hosting;

/// <summary>Stops the server at a signal, after it has drained. A second signal ends the process at once.</summary>
internal sealed partial class OrderlyLifetime(IHostApplicationLifetime lifetime, Draining draining, ILogger<OrderlyLifetime> logger) : IHostLifetime, IDisposable
{
    /// <summary>How long a stop takes at most. What was under way is answered long before; what is left then is a database that never answers.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(9);

    private readonly List<PosixSignalRegistration> _signals = [];
    private Timer? _end;
    private int _stopping;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM })
            _signals.Add(PosixSignalRegistration.Create(signal, Handle));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _signals.Clear();
    }

    private void Handle(PosixSignalContext context)
    {
        if (Interlocked.Exchange(ref _stopping, 1) == 1)
            return;
        context.Cancel = true;
        // It is not disposed of with the rest: it is for the case that the rest does not come to its end.
        _end = new Timer(_ => End(), null, Longest, Timeout.InfiniteTimeSpan);
        _ = DrainAndStopAsync();
    }

    private void End()
    {
        GC.KeepAlive(_end);
        LogCut(Longest.TotalSeconds);
        Environment.Exit(0);
    }

    private async Task DrainAndStopAsync()
    {
        try
        {
            await draining.DrainAsync();
        }
        catch (Exception failure)
        {
            LogUndrained(failure);
        }

        lifetime.StopApplication();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Storage or the cluster did not let go within {Seconds} s: the process ends without them. Nothing acknowledged is lost")]
    private partial void LogCut(double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "Not everything under way was answered before the stop")]
    private partial void LogUndrained(Exception failure);
}
