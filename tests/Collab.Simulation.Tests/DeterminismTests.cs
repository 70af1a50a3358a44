using System.Diagnostics;

namespace Collab.Simulation.Tests;

/// <summary>
/// A seed gives the same run each time: the same turns and messages in the same order, the same answers, log, faults and batches. Else a
/// seed that fails could not be looked into.
/// </summary>
public sealed class DeterminismTests
{
    private const int Seeds = 20;

    [Fact]
    public void A_seed_gives_the_same_run_whatever_ran_before_and_runs_beside_it()
    {
        var alone = Enumerable.Range(1, Seeds).Select(Trace).ToList();
        var beside = new string[Seeds];
        Parallel.For(0, Seeds, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => beside[Seeds - 1 - i] = Trace(Seeds - i));
        Assert.Equal(alone, beside);
        Assert.Distinct(alone);
    }

    /// <summary>Texts have other hash codes in each process: nothing may be decided by them.</summary>
    [Fact]
    public async Task A_seed_gives_the_same_run_in_another_process()
    {
        using var other = Process.Start(new ProcessStartInfo("dotnet", [typeof(Simulation).Assembly.Location, "1", $"{Seeds}"]) { RedirectStandardOutput = true })!;
        var printed = await other.StandardOutput.ReadToEndAsync();
        await other.WaitForExitAsync();
        Assert.Equal(Enumerable.Range(1, Seeds).Select(Trace), printed.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Trace(int seed) => $"{seed} {Simulation.Run(seed).Trace:x16}";
}
