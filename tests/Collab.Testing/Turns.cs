using System.Diagnostics;

namespace Collab.Testing;

/// <summary>
/// How long something takes as this process has it: counted in turns of its own thread pool. A turn that comes late, because other tests or
/// programs have the processors, counts as two. On a machine that is free it is the time of the clock.
/// </summary>
public sealed class Turns : IDisposable
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(10);

    private readonly CancellationTokenSource _over = new();
    private long _counted;

    private Turns() => _ = CountAsync();

    /// <summary>Since the beginning.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(Interlocked.Read(ref _counted));

    /// <summary>From now on.</summary>
    public static Turns Count() => new();

    public void Dispose() => _over.Cancel();

    private async Task CountAsync()
    {
        for (var last = Stopwatch.GetTimestamp(); !_over.IsCancellationRequested;)
        {
            await Task.Delay(Turn, TimeProvider.System).ConfigureAwait(false);
            var now = Stopwatch.GetTimestamp();
            Interlocked.Add(ref _counted, Math.Min(Stopwatch.GetElapsedTime(last, now).Ticks, 2 * Turn.Ticks));
            last = now;
        }
    }
}
