using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit.Abstractions;

namespace Collab.Simulation.Tests;

/// <summary>
/// COLLAB_SEEDS sets how many seeds are run, COLLAB_SEED the first of them. Where nothing is set it is 20,000, or as many as the time allows:
/// every build waits for them. Each core runs a seed at a time.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int Short = 20_000, Least = 500;
    private static readonly TimeSpan MostOfAShortRound = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Every_seed_keeps_every_promise()
    {
        var first = int.Parse(Environment.GetEnvironmentVariable("COLLAB_SEED") ?? "1");
        var asked = Environment.GetEnvironmentVariable("COLLAB_SEEDS") is { } seeds ? int.Parse(seeds) : (int?)null;
        var (last, most) = (first + (asked ?? Short) - 1, asked is null ? MostOfAShortRound : TimeSpan.MaxValue);
        var (began, next) = (Stopwatch.GetTimestamp(), first);
        var results = new ConcurrentQueue<SimulationResult>();
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Factory.StartNew(RunSeeds, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        var took = Stopwatch.GetElapsedTime(began);
        output.WriteLine(
            $"seeds {first}–{first + results.Count - 1}: {results.Sum(r => (long)r.Operations)} operations, {results.Sum(r => (long)r.Answered)} acknowledged, "
            + $"{results.Sum(r => (long)r.Faults)} faults, {results.Sum(r => (long)r.Events)} events, {results.Sum(r => (long)r.Resyncs)} resyncs; "
            + $"{took.TotalSeconds:0.0} s, {results.Count / took.TotalMinutes:0} seeds a minute");
        var failed = results.Where(r => r.Violations.Count > 0).OrderBy(r => r.Seed).ToList();
        Assert.True(failed.Count == 0, $"{failed.Count} of {results.Count} seeds failed.\n{string.Join("\n\n", failed.Take(20).Select(Explain))}");
        Assert.True(results.Count >= (asked ?? Least), $"{results.Count} seeds were run.");

        void RunSeeds()
        {
            // In order: what was run is what is said, wherever it ends. The least is run however little time others leave.
            while ((Stopwatch.GetElapsedTime(began) < most || Volatile.Read(ref next) < first + Least) && Interlocked.Increment(ref next) - 1 is var seed && seed <= last)
                results.Enqueue(Simulation.Run(seed));
        }
    }

    private static string Explain(SimulationResult result) =>
        $"Seed {result.Seed}:\n{string.Join('\n', result.Violations)}\n"
        + $"Again: COLLAB_SEED={result.Seed} COLLAB_SEEDS=1 dotnet test tests/Collab.Simulation.Tests --filter {nameof(Every_seed_keeps_every_promise)}";
}
