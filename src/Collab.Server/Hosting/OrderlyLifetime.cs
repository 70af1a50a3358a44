using System.Runtime.InteropServices;

namespace Collab.Server.Hosting;

/// <summary>Stops the server at a signal, after it has drained. A second signal ends the process at once.</summary>
internal sealed partial class OrderlyLifetime(IHostApplicationLifetime lifetime, Draining draining, ILogger<OrderlyLifetime> logger) : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> _signals = [];
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
        _ = DrainAndStopAsync();
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

    [LoggerMessage(Level = LogLevel.Error, Message = "Not everything under way was answered before the stop")]
    private partial void LogUndrained(Exception failure);
}
