using System.Diagnostics;

namespace Collab.Benchmarks;

/// <summary>Callers that send, wait for the answer, and send again.</summary>
internal static class Load
{
    /// <summary>Until then .NET compiles what is hot: nothing before it counts.</summary>
    public static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);

    public static readonly TimeSpan Measured = TimeSpan.FromSeconds(6);

    /// <summary>The answers per second of so many callers, and how long each waited.</summary>
    /// <param name="begin">Done when the measured time begins, before its first answer counts.</param>
    /// <param name="end">Done when it ends.</param>
    public static async Task<(double PerSecond, Percentiles Waited)> ClosedLoopAsync(
        int callers, Func<int, Task> call, TimeSpan? warmUp = null, TimeSpan? measured = null, Func<Task>? begin = null, Func<Task>? end = null)
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
        await Task.WhenAny(Task.WhenAll(loops), Task.Delay(warmUp ?? WarmUp));
        await (begin?.Invoke() ?? Task.CompletedTask);
        Volatile.Write(ref measuring, true);
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAny(Task.WhenAll(loops), Task.Delay(measured ?? Measured));
        Volatile.Write(ref measuring, false);
        var took = Stopwatch.GetElapsedTime(start);
        await (end?.Invoke() ?? Task.CompletedTask);
        await stop.CancelAsync();
        await Task.WhenAll(loops);
        return (waited.Count / took.TotalSeconds, waited);
    }

    /// <summary>Calls at a steady pace, whether the last were answered or not; how long each waited from the moment at which it was due.</summary>
    /// <param name="call">Given its number and the moment at which it was due.</param>
    public static async Task<Percentiles> OpenLoopAsync(double perSecond, TimeSpan time, Func<int, long, Task> call)
    {
        var (waited, calls, start) = (new Percentiles(), new List<Task>(), Stopwatch.GetTimestamp());
        for (var number = 0; number < perSecond * time.TotalSeconds; number++)
        {
            var due = start + (long)(number / perSecond * Stopwatch.Frequency);
            if (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) is { Ticks: > 0 } left)
                await Task.Delay(left);
            calls.Add(CallAsync(number, due));
        }

        await Task.WhenAll(calls);
        return waited;

        async Task CallAsync(int number, long due)
        {
            await call(number, due);
            waited.Add(Stopwatch.GetElapsedTime(due));
        }
    }
}
