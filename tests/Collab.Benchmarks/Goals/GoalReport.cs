using System.Text.Json;

namespace Collab.Benchmarks.Goals;

/// <summary>The results as they are kept in a file: docs/benchmarks.md says what its fields are.</summary>
internal sealed class GoalReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public int Version { get; init; } = 2;

    public List<GoalResult> Rows { get; init; } = [];

    public static GoalReport Read(string json) => JsonSerializer.Deserialize<GoalReport>(json, Json)!;

    public string Write() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <summary>Takes what came of a row. A row gives way to a figure alone: where none came it stays, and says what went wrong since.</summary>
    public void Take(GoalResult result)
    {
        if (!result.HasFigure && Rows.Find(row => row.Id == result.Id) is { HasFigure: true } earlier)
        {
            earlier.NotMeasured = result.NotMeasured;
            return;
        }

        Rows.RemoveAll(row => row.Id == result.Id);
        Rows.Add(result);
    }

    /// <summary>Whether each of the rows was measured to its end, the last time it was asked for.</summary>
    public bool IsWhole(IEnumerable<Goal> goals) => goals.All(goal => Find(goal) is { NotMeasured: null });

    public GoalResult? Find(Goal goal) => Rows.Find(row => row.Id == goal.Id);
}
