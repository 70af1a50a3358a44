using System.Globalization;

namespace Collab.Cluster.Tests.Running;

/// <summary>How long something took each time, and what is promised of it.</summary>
internal sealed class Times(TimeSpan promised)
{
    /// <summary>Less than this, and what a program does at its start has to wait for others at every turn.</summary>
    private const double Much = 0.5;

    private readonly List<(TimeSpan Took, double Left)> _times = [];

    public TimeSpan Worst => _times.Max(time => time.Took);

    /// <summary>Of fewer than a hundred it is the worst.</summary>
    public TimeSpan Percentile99 => Percentile(_times.Select(time => time.Took));

    /// <param name="took">As the clock says.</param>
    /// <param name="left">The part of the machine that others left meanwhile.</param>
    public void Add(TimeSpan took, double left) => _times.Add((took, left));

    /// <summary>Fails where the 99th percentile is more than promised, on the part of the machine that others left.</summary>
    public void Demand(string what)
    {
        if (_times.Count == 0)
            return;
        var percentile = Percentile(_times.Select(time => time.Took * time.Left));
        Assert.True(percentile <= promised, $"{what}: {this}");
    }

    /// <summary>Fails where not even the best is what is promised, on the part of the machine that others left: of three, say, not all meet a slow disk.</summary>
    /// <param name="isAsElsewhere">Whether what nothing is promised of, and does nearly the same, took as long: it counts where others never left half of the machine.</param>
    public void DemandBest(string what, bool isAsElsewhere) =>
        Assert.True(_times.Any(time => time.Took * time.Left <= promised) || (isAsElsewhere && _times.All(time => time.Left < Much)), $"{what}: {this}");

    public override string ToString() => _times.Count == 0
        ? "never"
        : $"{string.Join(", ", _times.Select(time => time.Took.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture)))} s (promised: {promised.TotalSeconds:0.#}; left by others: {_times.Min(time => time.Left):0%}–{_times.Max(time => time.Left):0%})";

    private static TimeSpan Percentile(IEnumerable<TimeSpan> times) => times.Order().ToList() is var sorted ? sorted[(int)Math.Ceiling(sorted.Count * .99) - 1] : default;
}
