namespace Collab.Server.Tests.Security.Timing;

/// <summary>How far apart two kinds of guesses are, in microseconds.</summary>
/// <param name="Apart">Of the two kinds, by how long the quick ones of each take.</param>
/// <param name="Noise">Of two guesses of the same kind.</param>
/// <param name="Bound">How far apart chance alone may set them.</param>
internal sealed record Comparison(double Apart, double Noise, double Bound)
{
    public bool Tells => Math.Abs(Apart) > Bound;

    public override string ToString() => $"{Apart:0.0} µs apart, {Noise:0.0} µs by noise, bound {Bound:0.0} µs";
}
