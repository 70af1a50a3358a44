using System.Globalization;
using System.Text;

namespace Collab.Benchmarks.Goals;

/// <summary>The table of goals in Markdown.</summary>
internal static class GoalPage
{
    private const string Begin = "<!-- goals: made by the benchmark -->", End = "<!-- /goals -->";

    public static string Table(GoalReport report)
    {
        var text = new StringBuilder();
        text.AppendLine("| row | measured | baseline | ratio | at least | aim | reached? |");
        text.AppendLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach (var goal in GoalTable.All)
            text.AppendLine(Row(goal, report.Find(goal)));
        return text.ToString();
    }

    /// <summary>The whole section: when, where, how often, the table, the plot.</summary>
    public static string Section(GoalReport report)
    {
        var runs = report.Rows.Where(row => row.HasFigure).GroupBy(row => (row.Machine, row.Repeats, row.IsShort)).ToList();
        var how = string.Join("\n\n", runs.Select(run => Run([.. run], runs.Count > 1)));
        return string.Create(CultureInfo.InvariantCulture, $"""
            {Begin}
            {how}

            ![{Alternative(report)}](goals.svg)

            {Table(report)}{End}
            """);
    }

    /// <summary>The page with its section renewed; behind its head where it has none yet.</summary>
    public static string Renew(string page, string section)
    {
        var begin = page.IndexOf(Begin, StringComparison.Ordinal);
        var end = page.IndexOf(End, StringComparison.Ordinal);
        return begin < 0 || end < begin ? throw new InvalidDataException($"The page has no section between {Begin} and {End}.") : page[..begin] + section + page[(end + End.Length)..];
    }

    /// <summary>A figure with its unit, in as many digits as mean something.</summary>
    public static string Figure(double value, Goal goal) => Number(value) + goal.Unit;

    /// <summary>What the plot says, in a sentence.</summary>
    public static string Alternative(GoalReport report)
    {
        var judged = GoalTable.All.Select(goal => (Goal: goal, Value: report.Find(goal)?.ValueOf(goal))).Where(row => row.Value is not null).ToList();
        var reached = judged.Count(row => row.Goal.Reaches(row.Value!.Value, row.Goal.AtLeast));
        return $"Bars of how far each row is from its goal: {reached} of {judged.Count} rows reach it, {judged.Count(row => row.Goal.Reaches(row.Value!.Value, row.Goal.Aim))} the aim. The table says the same in figures.";
    }

    /// <summary>Where, when and how often rows were measured that were measured alike.</summary>
    private static string Run(IReadOnlyList<GoalResult> rows, bool isNamed)
    {
        var times = rows.Select(row => row.At).Order().ToList();
        var loads = rows.SelectMany(row => new[] { row.LoadBefore, row.LoadAfter }).Order().ToList();
        var names = isNamed ? $"`{string.Join("`, `", rows.Select(row => row.Id))}`: " : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{names}{rows[0].Machine}. {times[0]:yyyy-MM-dd HH:mm} to {times[^1]:yyyy-MM-dd HH:mm} UTC, load average {loads[0]:0} to {loads[^1]:0}. Medians of {rows[0].Repeats}{(rows[0].IsShort ? ", in the short form" : "")}.");
    }

    private static string Row(Goal goal, GoalResult? result)
    {
        var (atLeast, aim) = (Target(goal, goal.AtLeast), Target(goal, goal.Aim));
        if (result is not { HasFigure: true } || result.ValueOf(goal) is not { } value)
            return $"| {goal.What} | not measured{(Why(result) is { } why ? $" {why}" : ": not asked for yet")} | {goal.Baseline} | | {atLeast} | {aim} | |";
        var baseline = result.BaselineMedian is { } median ? $"{Figure(median, goal)} ({goal.Baseline})" : goal.Baseline;
        var ratio = result.Ratio is { } quotient ? $"{Number(quotient)} ×" : "";
        var reached = goal.Reaches(value, goal.Aim) ? "aim" : goal.Reaches(value, goal.AtLeast) ? "yes" : $"no: {Number(goal.Progress(value, goal.AtLeast) * 100)} % of the way";
        if (Why(result) is { } failed)
            reached += $"; then it failed {failed}";
        return $"| {goal.What} | {Figure(result.Median, goal)} | {baseline} | {ratio} | {atLeast} | {aim} | {reached} |";
    }

    // What an error says may have a sign of the table in it.
    private static string? Why(GoalResult? result) => result?.NotMeasured?.Replace('|', '/');

    private static string Target(Goal goal, double value) =>
        (goal.IsMore ? "" : "≤ ") + value.ToString("0.##", CultureInfo.InvariantCulture) + (goal.IsAbsolute ? goal.Unit : " ×");

    private static string Number(double value) =>
        value.ToString(Math.Abs(value) switch { >= 100 => "#,0", >= 10 => "0.0", _ => "0.00" }, CultureInfo.InvariantCulture);
}
