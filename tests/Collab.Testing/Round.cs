using System.Globalization;

namespace Collab.Testing;

/// <summary>How much a run is asked to do, by the environment, and how it tells tests/long.sh what it did.</summary>
public static class Round
{
    /// <summary>COLLAB_SEED: when and where it strikes.</summary>
    public static int Seed => Number("COLLAB_SEED", 20261125);

    /// <summary>A number of the environment.</summary>
    public static int Number(string variable, int usual) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : usual;

    /// <summary>The line that tests/long.sh adds up: print it once all that it counts is checked, or before what fails the run.</summary>
    /// <param name="part">As tests/long.sh names it.</param>
    /// <param name="count">How many of what the part is named for.</param>
    /// <param name="worst">Of the times that are promised, where there are any.</param>
    /// <param name="percentile99">Of the same times.</param>
    public static string Recorded(string part, int count, int operations, TimeSpan? worst = null, TimeSpan? percentile99 = null) => string.Create(
        CultureInfo.InvariantCulture,
        $"recorded: {part} seed={Seed} count={count} operations={operations} worst={worst?.TotalSeconds:0.00} p99={percentile99?.TotalSeconds:0.00}");
}
