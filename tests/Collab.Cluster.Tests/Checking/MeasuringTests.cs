using System.Diagnostics;
using Collab.Cluster.Tests.Running;
using Collab.Testing;
using Xunit.Sdk;

namespace Collab.Cluster.Tests.Checking;

[Collection(nameof(AloneCollection))]
public sealed class MeasuringTests
{
    [Fact]
    public void Of_a_hundred_times_one_may_be_longer_than_promised_of_ten_none()
    {
        Of(100, 1, 9).Demand("It took");
        Assert.Throws<TrueException>(() => Of(100, 2, 9).Demand("It took"));
        Assert.Throws<TrueException>(() => Of(10, 1, 9).Demand("It took"));
        Assert.Equal((TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(1)), (Of(100, 1, 9).Worst, Of(100, 1, 9).Percentile99));
    }

    [Fact]
    public void What_others_took_of_the_machine_is_taken_off()
    {
        var times = new Times(TimeSpan.FromSeconds(3));
        times.Add(TimeSpan.FromSeconds(5), left: 0.5);
        times.Demand("It took");
        Assert.Equal(TimeSpan.FromSeconds(5), times.Worst);
        times.Add(TimeSpan.FromSeconds(5), left: 0.7);
        Assert.Throws<TrueException>(() => times.Demand("It took"));
    }

    [Fact]
    public void Of_the_best_what_is_promised_is_demanded_unless_others_left_little_and_the_like_took_as_long()
    {
        Demand(asElsewhere: false, (9, 1), (3, 1));
        Demand(asElsewhere: false, (9, 0.3));
        Demand(asElsewhere: true, (40, 0.2), (20, 0.4));
        // Slower by itself, however slow the like is.
        Assert.Throws<TrueException>(() => Demand(asElsewhere: true, (4, 1), (9, 0.9)));
        Assert.Throws<TrueException>(() => Demand(asElsewhere: true, (40, 0.2), (8, 0.5)));
        Assert.Throws<TrueException>(() => Demand(asElsewhere: false, (40, 0.2), (20, 0.4)));

        static void Demand(bool asElsewhere, params (int Seconds, double Left)[] measured)
        {
            var times = new Times(TimeSpan.FromSeconds(3));
            foreach (var (seconds, left) in measured)
                times.Add(TimeSpan.FromSeconds(seconds), left);
            times.DemandBest("It took", asElsewhere);
        }
    }

    [Fact]
    public async Task What_is_later_than_promised_is_told_and_what_is_not_is_answered()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => new TaskCompletionSource().Task.WithinAsync(TimeSpan.FromMilliseconds(50)));
        Assert.Equal(7, await Task.FromResult(7).WithinAsync(TimeSpan.FromMilliseconds(50)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Task.FromException(new InvalidOperationException()).WithinAsync(TimeSpan.FromMilliseconds(50)));
    }

    [Fact]
    public void Turns_go_on_while_the_thread_pool_stands_still()
    {
        ThreadPool.GetMinThreads(out var threads, out _);
        ThreadPool.GetMaxThreads(out var most, out var ports);
        var over = false;
        try
        {
            // No thread comes to help.
            Assert.True(ThreadPool.SetMaxThreads(threads, ports));
            for (var i = 0; i < threads; i++)
                ThreadPool.UnsafeQueueUserWorkItem(_ => SpinWait.SpinUntil(() => Volatile.Read(ref over)), null);
            using var turns = Turns.Count();
            Assert.True(SpinWait.SpinUntil(() => turns.Elapsed > TimeSpan.FromMilliseconds(300), Patience.Long), $"{turns.Elapsed} went by.");
        }
        finally
        {
            Volatile.Write(ref over, true);
            ThreadPool.SetMaxThreads(most, ports);
        }
    }

    [Fact]
    public async Task What_this_process_uses_is_not_taken_by_others()
    {
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var (machine, before, began) = (Machine.Watch(), Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Factory.StartNew(() => Spin(enough.Token), TaskCreationOptions.LongRunning)));
        var ours = (Environment.CpuUsage.TotalTime - before) / (Stopwatch.GetElapsedTime(began) * Environment.ProcessorCount);
        // What we had the others have left.
        Assert.InRange(machine.Left(), Math.Min(ours * 0.8, 0.9), 1);

        static void Spin(CancellationToken enough)
        {
            while (!enough.IsCancellationRequested)
                Thread.SpinWait(100);
        }
    }

    [Fact]
    public void Growth_is_from_after_the_beginning_to_the_end_and_single_moments_do_not_count()
    {
        // A minute each: 1,000 at first, 100 after it with a peak, 104 at the end with a peak.
        Usage[] samples = [.. Enumerable.Range(0, 60).Select(minute => new Usage(TimeSpan.FromMinutes(minute), minute < 15 ? 1000 : minute % 5 == 0 ? 500 : minute < 57 ? 100 : 104, 7, 9))];
        var (minute, hour) = (TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));
        Assert.Equal(1.04, Usage.Growth(samples, 15 * minute, hour, 3 * minute, use => use.Memory), 3);
        Assert.Equal(1, Usage.Growth(samples, 15 * minute, hour, 3 * minute, use => use.Threads));
        Assert.Throws<InvalidOperationException>(() => Usage.Growth(samples, 15 * minute, 2 * hour, 3 * minute, use => use.Handles));
    }

    private static Times Of(int count, int longer, int seconds)
    {
        var times = new Times(TimeSpan.FromSeconds(3));
        for (var i = 0; i < count; i++)
            times.Add(TimeSpan.FromSeconds(i < longer ? seconds : 1), left: 1);
        return times;
    }
}
