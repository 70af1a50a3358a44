using System.Collections.Concurrent;
using System.Diagnostics;
using Collab.Domain;
using Collab.Testing;
using Xunit.Abstractions;

namespace Collab.Fuzz.Tests;

/// <summary>
/// COLLAB_FUZZ sets how many inputs are read, COLLAB_SEED the number of the first. Where nothing is set it is 100,000, or as many as the time
/// allows: every build waits for them. Each core reads one input at a time.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Short = 100_000, Least = 2_000;
    private static readonly TimeSpan MostOfAShortRound = TimeSpan.FromSeconds(40), Patience = TimeSpan.FromSeconds(1), Hangs = TimeSpan.FromSeconds(60), Stands = TimeSpan.FromMinutes(10);

    private static readonly Target[] Targets = [.. ImportTargets.All, SelectorTarget.Target, MarkdownTarget.Target, HubTarget.Target];

    private readonly ConcurrentQueue<Finding> _findings = [];
    private readonly ConcurrentDictionary<string, int> _refused = new();
    private readonly ConcurrentDictionary<int, (int Thread, TimeSpan Had, long Began)> _underWay = new();
    private long _longest;

    [Fact]
    public async Task Every_input_is_read_or_refused_within_a_second()
    {
        var first = Round.Seed;
        var asked = Environment.GetEnvironmentVariable("COLLAB_FUZZ") is { } given ? int.Parse(given) : (int?)null;
        var most = asked is null ? MostOfAShortRound : TimeSpan.MaxValue;
        var (began, next, read) = (Stopwatch.GetTimestamp(), first - 1, 0);
        var all = Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Factory.StartNew(ReadOn, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        await EndOfAsync(all);

        output.WriteLine($"{string.Join(", ", Targets.Select(target => $"{target.Name} {_refused.GetValueOrDefault(target.Name)}"))} refused; {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
        output.WriteLine(Round.Recorded("fuzz", read, read, TimeSpan.FromTicks(_longest)));
        Assert.True(_findings.IsEmpty, string.Join("\n\n", _findings.OrderBy(finding => finding.Seed).Take(20)));
        Assert.True(read >= (asked ?? Least), $"{read} inputs were read.");

        void ReadOn()
        {
            var thread = ThreadTime.Thread;
            // Where others use the processors the time is over before much is read: the least is read all the same.
            while ((Stopwatch.GetElapsedTime(began) < most || Volatile.Read(ref read) < Least) && Interlocked.Increment(ref next) is var seed && seed < first + (asked ?? Short))
            {
                _underWay[seed] = (thread, ThreadTime.Now, Stopwatch.GetTimestamp());
                Read(seed);
                _underWay.TryRemove(seed, out _);
                Interlocked.Increment(ref read);
            }
        }
    }

    /// <summary>An input that is never done with is named, not waited for: one that works on by what its thread has had, one that waits by the clock.</summary>
    private async Task EndOfAsync(Task all)
    {
        using var look = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (!all.IsCompleted && await look.WaitForNextTickAsync())
        {
            foreach (var (seed, (thread, had, began)) in _underWay)
            {
                Assert.True(Had(thread) - had < Hangs, $"{new Finding(seed, Of(seed).Name, $"not done with after {Hangs.TotalSeconds} s of a processor")}");
                Assert.True(Stopwatch.GetElapsedTime(began) < Stands, $"{new Finding(seed, Of(seed).Name, $"not done with after {Stands.TotalMinutes} minutes")}");
            }
        }

        await all;
    }

    /// <summary>Nothing, where the thread has ended since: it was done with its last input.</summary>
    private static TimeSpan Had(int thread)
    {
        try
        {
            return ThreadTime.Of(thread);
        }
        catch (IOException)
        {
            return TimeSpan.Zero;
        }
    }

    // All is read on this thread.
    private void Read(int seed)
    {
        var shortest = ThreadTime.Shortest(Patience, () => ReadOnce(seed));
        InterlockedMax(shortest.Ticks);
        if (shortest > Patience)
            _findings.Enqueue(new(seed, Of(seed).Name, $"took {shortest.TotalSeconds:0.0} s of a processor"));
    }

    private void ReadOnce(int seed)
    {
        try
        {
            // Neighbours begin alike: their numbers are set apart.
            Of(seed).Read(new Random(unchecked(seed * (int)2654435761)));
        }
        catch (RefusalException refusal) when (RefusalCodes.Status.ContainsKey(refusal.Code) && refusal.Detail.EndsWith('.'))
        {
            _refused.AddOrUpdate(Of(seed).Name, 1, (_, count) => count + 1);
        }
        catch (Exception fault)
        {
            _findings.Enqueue(new(seed, Of(seed).Name, fault.ToString()));
        }
    }

    private static Target Of(int seed) => Targets[seed % Targets.Length];

    private void InterlockedMax(long ticks)
    {
        for (var known = Interlocked.Read(ref _longest); ticks > known; known = Interlocked.Read(ref _longest))
            Interlocked.CompareExchange(ref _longest, ticks, known);
    }
}
