using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit.Abstractions;

namespace Collab.Simulation.Tests;

/// <summary>COLLAB_SEEDS sets how many seeds are run, COLLAB_SEED the first of them. Each has a thread of its own, one for each core at a time.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_seed_keeps_every_promise()
    {
        var first = int.Parse(Environment.GetEnvironmentVariable("COLLAB_SEED") ?? "1");
        var count = int.Parse(Environment.GetEnvironmentVariable("COLLAB_SEEDS") ?? "500");
        var began = Stopwatch.GetTimestamp();
        var results = new ConcurrentQueue<SimulationResult>();
        Parallel.For(first, first + count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, seed => results.Enqueue(Simulation.Run(seed)));
        var took = Stopwatch.GetElapsedTime(began);
        output.WriteLine(
            $"seeds {first}–{first + count - 1}: {results.Sum(r => (long)r.Operations)} operations, {results.Sum(r => (long)r.Answered)} acknowledged, "
            + $"{results.Sum(r => (long)r.Faults)} faults, {results.Sum(r => (long)r.Events)} events, {results.Sum(r => (long)r.Resyncs)} resyncs; "
            + $"{took.TotalSeconds:0.0} s, {count / took.TotalMinutes:0} seeds a minute");
        var failed = results.Where(r => r.Violations.Count > 0).OrderBy(r => r.Seed).ToList();
        Assert.True(failed.Count == 0, $"{failed.Count} of {count} seeds failed.\n{string.Join("\n\n", failed.Take(20).Select(Explain))}");
        Assert.Equal(count, results.Count);
    }

    private static string Explain(SimulationResult result) =>
        $"Seed {result.Seed}:\n{string.Join('\n', result.Violations)}\n"
        + $"Again: COLLAB_SEED={result.Seed} COLLAB_SEEDS=1 dotnet test tests/Collab.Simulation.Tests --filter {nameof(Every_seed_keeps_every_promise)}";
}
