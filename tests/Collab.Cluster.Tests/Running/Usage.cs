namespace Collab.Cluster.Tests.Running;

/// <summary>What a server used at a moment.</summary>
/// <param name="At">Since the load began.</param>
internal sealed record Usage(TimeSpan At, long Memory, int Threads, int Handles)
{
    public static Usage Of(ServerProcess server, TimeSpan at) => new(at, server.Memory, server.Threads, server.Handles);

    /// <summary>How many times as much was used at the end as after the beginning: the middle of what was used for a while, since one moment may be before, another after a collection.</summary>
    /// <param name="from">When the beginning is over.</param>
    /// <param name="window">For how long, there and at the end.</param>
    public static double Growth(IReadOnlyList<Usage> samples, TimeSpan from, TimeSpan length, TimeSpan window, Func<Usage, double> what) =>
        Median(samples, length - window, length, what) / Median(samples, from, from + window, what);

    private static double Median(IEnumerable<Usage> samples, TimeSpan from, TimeSpan to, Func<Usage, double> what) =>
        samples.Where(sample => sample.At >= from && sample.At < to).Select(what).Order().ToList() is { Count: > 0 } sorted
            ? sorted[sorted.Count / 2]
            : throw new InvalidOperationException($"Nothing was measured from {from} to {to}.");
}
