using System.Diagnostics;

namespace Collab.Testing;

/// <summary>
/// How long something takes as the system lets this process run: counted in turns of a thread of its own, which does nothing else. A turn that
/// comes late, because other tests or programs have the processors, counts as two. A thread pool that stands still holds up none: that is the
/// process's own doing. On a machine that is free it is the time of the clock.
/// </summary>
public sealed class Turns : IDisposable
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(10);

    private readonly CancellationTokenSource _over = new();
    private long _counted;

    private Turns() => new Thread(CountOn) { IsBackground = true, Name = nameof(Turns) }.Start();

    /// <summary>Since the beginning.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(Interlocked.Read(ref _counted));

    /// <summary>From now on.</summary>
    public static Turns Count() => new();

    public void Dispose() => _over.Cancel();

    private void CountOn()
    {
        for (var last = Stopwatch.GetTimestamp(); !_over.Token.WaitHandle.WaitOne(Turn);)
        {
            var now = Stopwatch.GetTimestamp();
            Interlocked.Add(ref _counted, Math.Min(Stopwatch.GetElapsedTime(last, now).Ticks, 2 * Turn.Ticks));
            last = now;
        }
    }
}
