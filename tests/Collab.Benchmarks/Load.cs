using System.Diagnostics;

namespace Collab.Benchmarks;

/// <summary>Callers that send, wait for the answer, and send again.</summary>
internal static class Load
{
    /// <summary>Until then .NET compiles what is hot: nothing before it counts.</summary>
    public static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);

    public static readonly TimeSpan Measured = TimeSpan.FromSeconds(6);

    /// <summary>The answers per second of so many callers, and how long each waited.</summary>
    public static async Task<(double PerSecond, Percentiles Waited)> ClosedLoopAsync(int callers, Func<int, Task> call)
    {
        using var stop = new CancellationTokenSource();
        var waited = new Percentiles();
        var measuring = false;
        var loops = Enumerable.Range(0, callers).Select(async caller =>
        {
            while (!stop.IsCancellationRequested)
            {
                var began = Stopwatch.GetTimestamp();
                await call(caller);
                if (Volatile.Read(ref measuring))
                    waited.Add(Stopwatch.GetElapsedTime(began));
            }
        }).ToArray();
        await Task.WhenAny(Task.WhenAll(loops), Task.Delay(WarmUp));
        Volatile.Write(ref measuring, true);
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAny(Task.WhenAll(loops), Task.Delay(Measured));
        Volatile.Write(ref measuring, false);
        var took = Stopwatch.GetElapsedTime(start);
        await stop.CancelAsync();
        await Task.WhenAll(loops);
        return (waited.Count / took.TotalSeconds, waited);
    }
}
