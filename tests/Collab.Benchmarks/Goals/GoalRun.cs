using System.Globalization;

namespace Collab.Benchmarks.Goals;

/// <summary>A run of some rows: takes the figures as they come.</summary>
internal sealed class GoalRun(GoalOptions options, GoalReport report)
{
    private static readonly TimeSpan ToUnwind = TimeSpan.FromMinutes(1);

    private readonly MachineDescription _machine = MachineDescription.Read();
    private List<GoalResult> _results = [];
    private int _repeat;

    public GoalOptions Options => options;

    /// <summary>Figures of one repeat of a row, in its unit.</summary>
    /// <param name="baseline">Of the same repeat; null where there is none.</param>
    public void Add(string id, double measured, double? baseline = null)
    {
        // On a machine that is too busy nothing may arrive in the time that counts; a ratio of it would be none.
        if (!(measured > 0) || baseline is <= 0 or double.NaN)
            throw new InvalidOperationException($"Of {id} nothing arrived in the time that counts ({measured:0.##} beside {baseline:0.##}): the machine is too busy.");
        var goal = GoalTable.All.Single(row => row.Id == id);
        var result = _results.Single(row => row.Id == id);
        result.Measured.Add(measured);
        if ((goal.Given ?? baseline) is { } beside)
            result.Baseline.Add(beside);
        Console.WriteLine($"  {id}: {GoalPage.Figure(measured, goal)}{(baseline is null ? "" : $", baseline {GoalPage.Figure(baseline.Value, goal)}")}");
    }

    /// <summary>Measures the wanted rows of a group; what one cannot measure says why, and the others go on.</summary>
    public async Task GroupAsync(string group, Func<GoalRun, Task> measure)
    {
        if (!options.Goals.Any(goal => goal.Group == group))
            return;
        Console.WriteLine($"# {group}");
        // Rows that are measured together are renewed together.
        _results = [.. GoalTable.All.Where(goal => goal.Group == group).Select(goal => new GoalResult
        {
            Id = goal.Id,
            Machine = _machine,
            Repeats = options.Repeats,
            IsShort = options.IsShort,
            LoadBefore = MachineDescription.Load(),
        })];
        _repeat = 0;
        var failure = await FailureAsync(measure);
        foreach (var result in _results)
        {
            result.LoadAfter = MachineDescription.Load();
            result.NotMeasured = failure ?? (result.HasFigure ? null : Failed("nothing was measured"));
            report.Take(result);
        }
    }

    /// <summary>As often as it is asked for.</summary>
    public async Task RepeatAsync(Func<int, Task> once)
    {
        for (var repeat = 0; repeat < options.Repeats; repeat++)
        {
            _repeat = repeat + 1;
            await once(repeat);
        }
    }

    /// <summary>One after the other, never both at once; who is first changes with each repeat: what warms the machine or tires it does so to either.</summary>
    public static async Task<(T Measured, T Baseline)> InTurnsAsync<T>(int repeat, Func<Task<T>> measured, Func<Task<T>> baseline)
    {
        if (repeat % 2 == 0)
            return (await measured(), await baseline());
        var first = await baseline();
        return (await measured(), first);
    }

    /// <returns>What went wrong, when and where; null where nothing did.</returns>
    private async Task<string?> FailureAsync(Func<GoalRun, Task> measure)
    {
        var measuring = Task.Run(() => measure(this));
        try
        {
            await measuring.WaitAsync(options.Patience);
            return null;
        }
        catch (TimeoutException) when (!measuring.IsCompleted)
        {
            var failure = Failed($"it took longer than {options.Patience.TotalMinutes:0} minutes");
            // Without its servers it cannot go on.
            Started.EndAll();
            await measuring.WaitAsync(ToUnwind).ContinueWith(_ => { }, TaskScheduler.Default);
            return measuring.IsCompleted ? failure : throw new InvalidOperationException($"A measurement does not end: {failure}");
        }
        catch (Exception e)
        {
            // What fails because all is being ended is no figure's fault, and is not written down.
            if (Started.IsEnding)
                await new TaskCompletionSource().Task;
            Console.Error.WriteLine(e);
            return Failed(e.Message.Split('\n')[0]);
        }
    }

    private string Failed(string why)
    {
        var where = _repeat == 0 ? "before the first repeat" : $"in repeat {_repeat} of {options.Repeats}";
        var failure = string.Create(CultureInfo.InvariantCulture, $"on {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC {where}: {why}");
        Console.Error.WriteLine($"  failed {failure}");
        return failure;
    }
}
