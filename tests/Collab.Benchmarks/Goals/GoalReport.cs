using System.Text.Json;

namespace Collab.Benchmarks.Goals;

/// <summary>The results as they are kept in a file: docs/benchmarks.md says what its fields are.</summary>
internal sealed class GoalReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public int Version { get; init; } = 1;

    public required MachineDescription Machine { get; init; }

    public int Repeats { get; init; }

    /// <summary>Whether times were shortened.</summary>
    public bool IsShort { get; init; }

    public List<GoalResult> Rows { get; init; } = [];

    public static GoalReport Read(string json) => JsonSerializer.Deserialize<GoalReport>(json, Json)!;

    public string Write() => JsonSerializer.Serialize(this, Json) + "\n";

    public GoalResult? Find(Goal goal) => Rows.Find(row => row.Id == goal.Id);
}
