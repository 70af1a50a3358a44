namespace Collab.Cluster.Tests.Running;

/// <summary>
/// The same was measured by turns without and beside something that must not hurt. Two runs of the very same on a machine that others use
/// too differ by more than what is promised, so runs without stand before and after each run beside.
/// </summary>
internal sealed record Comparison(IReadOnlyList<(double Before, double Beside, double After)> Rounds)
{
    private const double Worse = 3, PauseMilliseconds = 20;

    public double Beside => Median(Rounds.Select(round => round.Beside));

    public double Without => Median(Rounds.SelectMany(round => new[] { round.Before, round.After }));

    private double Ratio => Beside / Without;

    private int SlowestBeside => Rounds.Count(round => round.Beside > Math.Max(round.Before, round.After));

    /// <summary>How often one of three is the slowest by chance, in all but one of a thousand cases.</summary>
    private int MostOftenSlowest => (int)((Rounds.Count / 3.0) + (3.1 * Math.Sqrt(Rounds.Count * 2 / 9.0)));

    /// <param name="measure">In milliseconds.</param>
    /// <param name="beside">Begins what must not hurt; it ends when that is disposed.</param>
    public static async Task<Comparison> MeasureAsync(int rounds, Func<Task<double>> measure, Func<Task<IAsyncDisposable>> beside)
    {
        List<(double Before, double Beside, double After)> measured = [];
        while (measured.Count < rounds)
        {
            var before = await measure();
            double meanwhile;
            await using (await beside())
                meanwhile = await measure();
            measured.Add((before, meanwhile, await measure()));
        }

        return new Comparison(measured);
    }

    /// <summary>Harm is more than the promised ratio, and that more often than by chance; and gross harm is none whatever chance does.</summary>
    public void Demand(double promised)
    {
        Assert.True(Beside <= promised * Without || SlowestBeside <= MostOftenSlowest, ToString());
        Assert.True(Beside < (Without * Worse) + PauseMilliseconds, ToString());
    }

    public override string ToString() =>
        $"{string.Join(", ", Rounds.Select(round => $"{round.Before:0.0} / {round.Beside:0.0} / {round.After:0.0} ms"))}; "
        + $"medians {Without:0.0} and beside {Beside:0.0} ms, ratio {Ratio:0.00}; slowest of the three in {SlowestBeside} rounds of {Rounds.Count}";

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;
}
