using System.Collections.Concurrent;

namespace Collab.Benchmarks;

/// <summary>Durations, and what share of them was shorter.</summary>
internal sealed class Percentiles
{
    private readonly ConcurrentQueue<double> _milliseconds = new();

    public int Count => _milliseconds.Count;

    public void Add(TimeSpan duration) => _milliseconds.Enqueue(duration.TotalMilliseconds);

    /// <param name="share">From 0 to 1.</param>
    /// <returns>Milliseconds.</returns>
    public double At(double share)
    {
        var sorted = _milliseconds.ToArray();
        Array.Sort(sorted);
        return sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
    }

    public override string ToString() => $"p50 {At(.5):0.0} ms, p99 {At(.99):0.0} ms";
}
