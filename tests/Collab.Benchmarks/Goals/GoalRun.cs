namespace Collab.Benchmarks.Goals;

/// <summary>A run of some rows: takes the figures as they come.</summary>
internal sealed class GoalRun(GoalOptions options, GoalReport report)
{
    public GoalOptions Options => options;

    /// <summary>Figures of one repeat of a row, in its unit.</summary>
    /// <param name="baseline">Of the same repeat; null where there is none.</param>
    public void Add(string id, double measured, double? baseline = null)
    {
        // On a machine that is too busy nothing may arrive in the time that counts; a ratio of it would be none.
        if (!(measured > 0) || baseline is <= 0 or double.NaN)
            throw new InvalidOperationException($"Of {id} nothing arrived in the time that counts ({measured:0.##} beside {baseline:0.##}): the machine is too busy.");
        var goal = GoalTable.All.Single(row => row.Id == id);
        var result = report.Find(goal)!;
        result.Measured.Add(measured);
        if ((goal.Given ?? baseline) is { } beside)
            result.Baseline.Add(beside);
        Console.WriteLine($"  {id}: {GoalPage.Figure(measured, goal)}{(baseline is null ? "" : $", baseline {GoalPage.Figure(baseline.Value, goal)}")}");
    }

    /// <summary>Measures the wanted rows of a group; what one cannot measure says why, and the others go on.</summary>
    public async Task GroupAsync(string group, Func<GoalRun, Task> measure)
    {
        var goals = options.Goals.Where(goal => goal.Group == group).ToList();
        if (goals.Count == 0)
            return;
        Console.WriteLine($"# {group}");
        // Rows that are measured together are renewed together.
        List<GoalResult> results = [.. GoalTable.All.Where(goal => goal.Group == group).Select(goal => new GoalResult { Id = goal.Id, LoadBefore = MachineDescription.Load() })];
        report.Rows.RemoveAll(row => results.Exists(result => result.Id == row.Id));
        report.Rows.AddRange(results);
        string? failure = null;
        try
        {
            await measure(this);
        }
        catch (Exception e)
        {
            failure = e.Message.Split('\n')[0];
            Console.Error.WriteLine(e);
        }

        foreach (var result in results)
        {
            result.LoadAfter = MachineDescription.Load();
            if (!result.HasFigure)
                result.NotMeasured = failure ?? "Nothing was measured.";
        }
    }

    /// <summary>As often as it is asked for.</summary>
    public async Task RepeatAsync(Func<int, Task> once)
    {
        for (var repeat = 0; repeat < options.Repeats; repeat++)
            await once(repeat);
    }
}
