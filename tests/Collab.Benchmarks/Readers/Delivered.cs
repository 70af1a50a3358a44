namespace Collab.Benchmarks.Readers;

/// <summary>What a crowd was told in a while.</summary>
/// <param name="Events">Each to each reader counts.</param>
/// <param name="Within">How long the while was.</param>
/// <param name="Milliseconds">From sending to reading, sorted, of the readers that were asked.</param>
internal sealed record Delivered(long Events, TimeSpan Within, IReadOnlyList<double> Milliseconds)
{
    public double PerSecond => Events / Within.TotalSeconds;

    /// <param name="share">From 0 to 1.</param>
    public double At(double share) => Milliseconds.Count == 0 ? double.NaN : Milliseconds[Math.Min(Milliseconds.Count - 1, (int)(share * Milliseconds.Count))];
}
