using System.Text.Json.Serialization;

namespace Collab.Benchmarks.Goals;

/// <summary>What came of one row: every repeat, and why where there is none.</summary>
internal sealed class GoalResult
{
    public required string Id { get; init; }

    /// <summary>The machine that measured it.</summary>
    public required MachineDescription Machine { get; init; }

    /// <summary>How often it was asked for.</summary>
    public int Repeats { get; init; }

    /// <summary>Whether times were shortened.</summary>
    public bool IsShort { get; init; }

    /// <summary>When it was measured, in UTC.</summary>
    public DateTime At { get; init; } = DateTime.UtcNow;

    /// <summary>The load average over one minute before its repeats and after.</summary>
    public double LoadBefore { get; init; }

    public double LoadAfter { get; set; }

    /// <summary>One for each repeat, in the unit of the goal.</summary>
    public List<double> Measured { get; init; } = [];

    /// <summary>The baseline's of the same repeat; empty where there is none.</summary>
    public List<double> Baseline { get; init; } = [];

    /// <summary>When and why it was not measured to its end, the last time it was asked for; null where it was. What figures there are are of the repeats before that, or of an earlier run.</summary>
    public string? NotMeasured { get; set; }

    [JsonIgnore]
    public bool HasFigure => Measured.Count > 0;

    [JsonIgnore]
    public double Median => MedianOf(Measured);

    [JsonIgnore]
    public double? BaselineMedian => Baseline.Count > 0 ? MedianOf(Baseline) : null;

    /// <summary>The median of the repeats' ratios: what else the machine did in a repeat was done to both.</summary>
    [JsonIgnore]
    public double? Ratio => Baseline.Count > 0 ? MedianOf([.. Measured.Zip(Baseline, (measured, baseline) => measured / baseline)]) : null;

    /// <summary>What is held against the goal.</summary>
    public double? ValueOf(Goal goal) => !HasFigure ? null : goal.IsAbsolute ? Median : Ratio;

    private static double MedianOf(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
