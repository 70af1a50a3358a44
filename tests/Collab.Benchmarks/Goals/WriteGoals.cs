using System.Diagnostics;

namespace Collab.Benchmarks.Goals;

/// <summary>Writes through the hub: of many callers, and of one alone.</summary>
internal static class WriteGoals
{
    private const int Readers = 10, Callers = 64;

    /// <summary>Each caller has a connection of its own, as people have.</summary>
    public static Task ManyAsync(GoalRun run) => run.RepeatAsync(async repeat =>
    {
        var (collab, bare) = await Side.BothAsync(repeat, async side =>
        {
            using var crowd = await side.ReadersAsync(Readers);
            var writers = await side.WritersAsync(Callers);
            var (perSecond, _) = await Load.ClosedLoopAsync(Callers, caller => side.WriteAsync(writers[caller], caller, 0), run.Options.WarmUp, run.Options.Measured);
            await crowd.VerifyAsync(side.First, side.Last);
            return perSecond;
        });
        run.Add("writes", collab, bare);
        run.Add("writes-peer", collab, GoalTable.BestDurablePeer * bare);
    });

    public static Task LoneAsync(GoalRun run) => run.RepeatAsync(async repeat =>
    {
        var sizes = (Data: 0, Payload: 0);
        var (collab, bare) = await Side.BothAsync(repeat, async side =>
        {
            var writer = (await side.WritersAsync(1))[0];
            var (_, waited) = await Load.ClosedLoopAsync(1, _ => side.WriteAsync(writer, 0, 0), run.Options.WarmUp, run.Options.Measured);
            sizes = side.Data is { } data ? BareRows.SizesIn(data) : sizes;
            return waited.At(.5);
        });
        using var rows = new BareRows(sizes);
        Commit(rows, run.Options.WarmUp / 2);
        var committed = Commit(rows, run.Options.Measured);
        Console.WriteLine($"  one bare commit {committed:0.000} ms, one bare round trip {bare:0.000} ms");
        run.Add("lone-write", collab, committed + bare);
    });

    /// <summary>On one thread, as a program would that has nothing else to do.</summary>
    /// <returns>Milliseconds that half of the commits took at most.</returns>
    private static double Commit(BareRows rows, TimeSpan time)
    {
        var took = new Percentiles();
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < time;)
        {
            var began = Stopwatch.GetTimestamp();
            rows.Commit(1);
            took.Add(Stopwatch.GetElapsedTime(began));
        }

        return took.At(.5);
    }
}
