using System.Diagnostics;
using Collab.Benchmarks.Readers;

namespace Collab.Benchmarks.Goals;

/// <summary>From a writer to every reader of one document: with as much in flight as it takes, and at a pace.</summary>
internal static class DeliveryGoals
{
    private const int InFlight = 32, CallersPerConnection = 4;

    public static Task ThousandAsync(GoalRun run) => run.RepeatAsync(async repeat =>
    {
        var (collab, bare) = await Side.BothAsync(repeat, async side =>
        {
            using var crowd = await side.ReadersAsync(1000);
            var writers = await side.WritersAsync(InFlight / CallersPerConnection);
            var saturated = await SaturatedAsync(run, side, crowd, writers);
            var slow = await PacedAsync(run, side, crowd, writers, 20);
            var fast = await PacedAsync(run, side, crowd, writers, 200);
            await EndAsync(side, crowd, writers);
            return (Saturated: saturated, Slow: slow, Fast: fast);
        });
        run.Add("delivery-1000", collab.Saturated.PerSecond, bare.Saturated.PerSecond);
        run.Add("p99-20", collab.Slow.P99, bare.Slow.P99);
        run.Add("p99-200", collab.Fast.P99, bare.Fast.P99);
        run.Add("cpu-20", collab.Slow.Processor, bare.Slow.Processor);
        run.Add("cpu-saturated", collab.Saturated.Processor, bare.Saturated.Processor);
    });

    public static Task FiveThousandAsync(GoalRun run) => run.RepeatAsync(async repeat =>
    {
        var (collab, bare) = await Side.BothAsync(repeat, async side =>
        {
            // What the first ones cost is code, not readers.
            using var first = await side.ReadersAsync(200);
            var before = side.Server.Memory;
            using var crowd = await side.ReadersAsync(5000);
            var memory = (side.Server.Memory - before) / 5000.0 / 1e3;
            first.Dispose();
            var writers = await side.WritersAsync(InFlight / CallersPerConnection);
            var saturated = await SaturatedAsync(run, side, crowd, writers);
            await EndAsync(side, crowd, writers);
            return (saturated.PerSecond, Memory: memory);
        });
        run.Add("memory-reader", collab.Memory, bare.Memory);
        run.Add("delivery-5000", collab.PerSecond, bare.PerSecond);
    });

    /// <returns>Deliveries a second, and milliseconds of the server's processors for a thousand.</returns>
    private static async Task<(double PerSecond, double Processor)> SaturatedAsync(GoalRun run, Side side, ReaderCrowd crowd, HubClient[] writers)
    {
        var (delivered, processor, bytes, frames) = ((Delivered?)null, TimeSpan.Zero, 0L, 0L);
        await Load.ClosedLoopAsync(InFlight, caller => side.WriteAsync(writers[caller / CallersPerConnection], caller, Stopwatch.GetTimestamp()), run.Options.WarmUp, run.Options.Measured, BeginAsync, EndAsync);
        Console.WriteLine($"  {crowd.Count} readers: {delivered!.PerSecond:N0}/s, p50 {delivered.At(.5):0} ms, p99 {delivered.At(.99):0} ms; {(double)bytes / delivered.Events:0} bytes and {(double)frames / delivered.Events:0.000} frames a delivery");
        return (delivered.PerSecond, PerThousand(processor, delivered));

        async Task BeginAsync()
        {
            (processor, bytes, frames) = (side.Server.ProcessorTime, crowd.Bytes, crowd.Frames);
            await crowd.BeginAsync();
        }

        async Task EndAsync()
        {
            delivered = await crowd.EndAsync();
            (processor, bytes, frames) = (side.Server.ProcessorTime - processor, crowd.Bytes - bytes, crowd.Frames - frames);
        }
    }

    private static async Task<(double P99, double Processor)> PacedAsync(GoalRun run, Side side, ReaderCrowd crowd, HubClient[] writers, int perSecond)
    {
        // Nothing of what went before is under way any more.
        await crowd.VerifyAsync(side.First, side.Last);
        Task WriteAsync(int number, long due) => side.WriteAsync(writers[number % writers.Length], number, due);
        await Load.OpenLoopAsync(perSecond, run.Options.Paced / 5, WriteAsync);
        await crowd.VerifyAsync(side.First, side.Last);
        var before = side.Server.ProcessorTime;
        await crowd.BeginAsync();
        await Load.OpenLoopAsync(perSecond, run.Options.Paced, WriteAsync);
        await crowd.VerifyAsync(side.First, side.Last);
        var delivered = await crowd.EndAsync();
        return (delivered.At(.99), PerThousand(side.Server.ProcessorTime - before, delivered));
    }

    /// <summary>Some readers lose their connection while writers go on; then every reader must have had every event.</summary>
    private static async Task EndAsync(Side side, ReaderCrowd crowd, HubClient[] writers)
    {
        var writing = Load.OpenLoopAsync(50, TimeSpan.FromSeconds(1), (number, due) => side.WriteAsync(writers[number % writers.Length], number, due));
        // Bare SignalR sends nothing again: its readers would have lost something.
        if (side.Data is not null)
            await crowd.ResumeAsync(crowd.Count / 100);
        await writing;
        await crowd.VerifyAsync(side.First, side.Last);
        foreach (var writer in writers)
            await writer.DisposeAsync();
    }

    private static double PerThousand(TimeSpan processor, Delivered delivered) => processor.TotalMilliseconds / (delivered.Events / 1000.0);
}
