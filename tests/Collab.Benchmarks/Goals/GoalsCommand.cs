namespace Collab.Benchmarks.Goals;

/// <summary>The command <c>goals</c>.</summary>
internal static class GoalsCommand
{
    private static readonly Dictionary<string, Func<GoalRun, Task>> Groups = new()
    {
        ["writes"] = WriteGoals.ManyAsync,
        ["grain-sqlite"] = GrainGoals.SqliteAsync,
        ["grain-postgres"] = GrainGoals.PostgresAsync,
        ["lone-write"] = WriteGoals.LoneAsync,
        ["delivery-1000"] = DeliveryGoals.ThousandAsync,
        ["delivery-5000"] = DeliveryGoals.FiveThousandAsync,
        ["memory-notes"] = GrainGoals.MemoryAsync,
        ["opening"] = OpeningGoals.ManyAsync,
        ["large"] = OpeningGoals.MostAsync,
        ["activation"] = GrainGoals.ActivateAsync,
        ["start"] = OpeningGoals.StartAsync,
        ["flat"] = FlatGoals.RunAsync,
        ["nodes"] = NodeGoals.RunAsync,
        ["browser"] = BrowserGoals.RunAsync,
    };

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        GoalOptions options;
        try
        {
            options = GoalOptions.Parse(arguments);
        }
        catch (ArgumentException wrong)
        {
            Console.Error.WriteLine($"{wrong.Message}\n\n{GoalOptions.Help}");
            return 2;
        }

        if (options.ShowHelp || options.List)
        {
            Console.WriteLine(options.ShowHelp ? GoalOptions.Help : string.Join('\n', GoalTable.All.Select(goal => $"{goal.Id,-16} {goal.What}")));
            return 0;
        }

        var docs = Path.Combine(Report.Root(), "docs");
        var kept = Path.Combine(docs, "goals.json");
        var before = (options.Save || options.Render) && File.Exists(kept) ? GoalReport.Read(await File.ReadAllTextAsync(kept)) : null;
        var report = options.Render
            ? before ?? throw new FileNotFoundException("There is no docs/goals.json yet: measure with --save first.")
            : new GoalReport { Rows = before?.Rows ?? [] };
        if (!options.Render)
        {
            Console.WriteLine($"{MachineDescription.Read()}; load average {MachineDescription.Load():0.0}; {options.Repeats} repeats{(options.IsShort ? ", short" : "")}");
            var run = new GoalRun(options, report);
            foreach (var group in GoalTable.Groups)
            {
                await run.GroupAsync(group, Groups[group]);
                // What is measured is kept, whatever becomes of the rest.
                await WriteAsync(options, report, docs);
            }
        }

        await WriteAsync(options, report, docs);
        Console.WriteLine();
        Console.WriteLine(GoalPage.Table(report));
        return options.Render || report.IsWhole(options.Goals) ? 0 : 1;
    }

    private static async Task WriteAsync(GoalOptions options, GoalReport report, string docs)
    {
        var order = GoalTable.All.Select(goal => goal.Id).ToList();
        report.Rows.Sort((a, b) => order.IndexOf(a.Id).CompareTo(order.IndexOf(b.Id)));
        if (options.Save || options.Render)
        {
            await FilesAsync(docs, report);
            var page = Path.Combine(docs, "benchmarks.md");
            await File.WriteAllTextAsync(page, GoalPage.Renew(await File.ReadAllTextAsync(page), GoalPage.Section(report)));
        }

        if (options.Out is { } folder)
        {
            Directory.CreateDirectory(folder);
            await FilesAsync(folder, report);
            await File.WriteAllTextAsync(Path.Combine(folder, "goals.md"), GoalPage.Section(report) + "\n");
        }
    }

    private static async Task FilesAsync(string folder, GoalReport report)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "goals.json"), report.Write());
        await File.WriteAllTextAsync(Path.Combine(folder, "goals.svg"), GoalPlot.Draw(report));
    }
}
