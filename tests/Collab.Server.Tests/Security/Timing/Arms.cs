using System.Diagnostics;

namespace Collab.Server.Tests.Security.Timing;

/// <summary>
/// Compares the times of two guesses. Rounds hold one guess of the first kind and two of the second, in random order: what disturbs the
/// machine disturbs all three alike. Of each arm the quick sixth is looked at, which nothing interrupted: it shows what a guess costs, where
/// means and medians show who else runs. The two arms of one kind say what chance does to equal things; a difference counts that is beyond
/// it by <see cref="Sigmas"/> standard errors. A busy machine widens the bound.
/// </summary>
internal static class Arms
{
    private const double Quick = 1 / 6.0, Around = 1 / 12.0;

    private const double Sigmas = 6;

    /// <summary>What a clock and a processor's caches may do, in microseconds.</summary>
    private const double Floor = 5;

    private const int WarmUp = 30;

    /// <param name="rounds">How many rounds count.</param>
    /// <param name="first">One guess of the kind that might be answered sooner or later; it is given a number that counts up.</param>
    /// <param name="second">One guess of the kind that it is compared with.</param>
    public static async Task<Comparison> CompareAsync(int rounds, Func<int, Task> first, Func<int, Task> second)
    {
        var random = new Random(7);
        var arms = new List<double>[] { [], [], [] };
        var order = new[] { 0, 1, 2 };
        for (var round = 0; round < WarmUp + rounds; round++)
        {
            random.Shuffle(order);
            foreach (var arm in order)
            {
                var began = Stopwatch.GetTimestamp();
                await (arm == 0 ? first(round) : second((2 * round) + arm - 1));
                if (round >= WarmUp)
                    arms[arm].Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
            }
        }

        var noise = At(arms[2], Quick) - At(arms[1], Quick);
        var error = Math.Sqrt(arms.Select(arm => Error(arm) * Error(arm)).Max() * 2);
        return new Comparison(At(arms[0], Quick) - ((At(arms[1], Quick) + At(arms[2], Quick)) / 2), noise, Floor + Math.Abs(noise) + (Sigmas * error));
    }

    // The standard error of a quantile is √(q(1-q)/n) by the density there, which the distance of the quantiles around it tells.
    private static double Error(List<double> arm) => Math.Sqrt(Quick * (1 - Quick) / arm.Count) * (At(arm, Quick + Around) - At(arm, Quick - Around)) / (2 * Around);

    private static double At(List<double> arm, double part) => arm.Order().ElementAt((int)(part * (arm.Count - 1)));
}
