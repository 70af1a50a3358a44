namespace Collab.Benchmarks.Goals;

/// <summary>A row of the table of goals: what is to be reached, and what it is held against.</summary>
/// <param name="Id">Its name in the results and on the command line.</param>
/// <param name="Group">Rows of a group are measured together.</param>
/// <param name="Unit">Of what is measured, and of the baseline.</param>
/// <param name="Baseline">What the baseline is.</param>
/// <param name="AtLeast">To be done at all.</param>
/// <param name="Aim">What the program is for.</param>
internal sealed record Goal(string Id, string Group, string What, string Unit, string Baseline, double AtLeast, double Aim)
{
    /// <summary>Whether it is better to have more: of a rate, not of a time.</summary>
    public bool IsMore { get; init; }

    /// <summary>Whether what is measured is held against the goal as it is; else its ratio to the baseline.</summary>
    public bool IsAbsolute { get; init; }

    /// <summary>Of a figure that others have measured and that was given, not measured in the same run: the baseline, as <see cref="Unit"/>.</summary>
    public double? Given { get; init; }

    /// <summary>Whether a value is as good as this one.</summary>
    public bool Reaches(double value, double goal) => IsMore ? value >= goal : value <= goal;

    /// <summary>How far a value is: 1 at the goal, more beyond it.</summary>
    public double Progress(double value, double goal) => IsMore ? value / goal : goal / value;
}
