using System.Diagnostics;

namespace Collab.Benchmarks;

/// <summary>What something took, and what a process used of its processors meanwhile, on all threads: where others keep the machine busy, the first is much more.</summary>
internal readonly record struct Cost(TimeSpan Took, TimeSpan Used)
{
    /// <param name="used">What the process has used of its processors; this one's by default.</param>
    public static Started Begin(Func<TimeSpan>? used = null) => new(Stopwatch.GetTimestamp(), used ?? OwnUse, (used ?? OwnUse)());

    public static string Figure(IReadOnlyCollection<Cost> costs) => FormattableString.Invariant(
        $"median {Median(costs, cost => cost.Took):N0} ms, slowest {costs.Max(cost => cost.Took).TotalMilliseconds:N0} ms; of a processor {Median(costs, cost => cost.Used):N0} ms");

    private static double Median(IReadOnlyCollection<Cost> costs, Func<Cost, TimeSpan> of) => costs.Select(of).Order().ElementAt(costs.Count / 2).TotalMilliseconds;

    private static TimeSpan OwnUse() => Environment.CpuUsage.TotalTime;

    internal readonly record struct Started(long At, Func<TimeSpan> Use, TimeSpan Used)
    {
        public Cost End() => new(Stopwatch.GetElapsedTime(At), Use() - Used);
    }
}
