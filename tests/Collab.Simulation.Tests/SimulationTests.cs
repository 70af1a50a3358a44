using System.Diagnostics;
using Xunit.Abstractions;

namespace Collab.Simulation.Tests;

/// <summary>COLLAB_SEEDS sets how many seeds are run, COLLAB_SEED the first of them.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_seed_keeps_every_promise()
    {
        var first = int.Parse(Environment.GetEnvironmentVariable("COLLAB_SEED") ?? "1");
        var count = int.Parse(Environment.GetEnvironmentVariable("COLLAB_SEEDS") ?? "500");
        var began = Stopwatch.GetTimestamp();
        List<string> failed = [];
        var (operations, answered, faults, events, resyncs) = (0L, 0L, 0L, 0L, 0L);
        for (var seed = first; seed < first + count; seed++)
        {
            var result = Simulation.Run(seed);
            if (result.Violations.Count > 0)
                failed.Add($"Seed {seed}:\n{string.Join('\n', result.Violations)}\nAgain: {Replay(seed)}");
            (operations, answered, faults, events, resyncs) = (operations + result.Operations, answered + result.Answered, faults + result.Faults, events + result.Events, resyncs + result.Resyncs);
        }

        var took = Stopwatch.GetElapsedTime(began);
        output.WriteLine($"seeds {first}–{first + count - 1}: {operations} operations, {answered} acknowledged, {faults} faults, {events} events, {resyncs} resyncs; {took.TotalSeconds:0.0} s, {count / took.TotalMinutes:0} seeds a minute");
        Assert.True(failed.Count == 0, $"{failed.Count} of {count} seeds failed.\n{string.Join("\n\n", failed.Take(20))}");
    }

    private static string Replay(int seed) => $"COLLAB_SEED={seed} COLLAB_SEEDS=1 dotnet test tests/Collab.Simulation.Tests --filter {nameof(Every_seed_keeps_every_promise)}";
}
