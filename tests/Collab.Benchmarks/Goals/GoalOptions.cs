namespace Collab.Benchmarks.Goals;

/// <summary>What is asked of a run of the goals.</summary>
internal sealed record GoalOptions
{
    public const string Help = """
        dotnet run -c Release --project tests/Collab.Benchmarks -- goals [options] [ROW…]

        Measures every row of the table of goals, or those that are named, each beside its baseline in the same run: one after the other,
        again and again, and the medians count. Prints the table. Half an hour on a quiet machine of two cores, with --short some eight minutes.

          --repeats N   so often each (5; with --short 1)
          --short       shorter times for each repeat: 3 s after 4 s of warming up, not 6 s after 8 s
          --patience N  minutes for a group of rows that are measured together (30); a group that takes longer is ended, and the next is measured
          --save        writes docs/goals.json, docs/goals.svg and the table in docs/benchmarks.md; rows that were not asked for stay as they were there,
                        and so does a row that fails, which says so
          --out FOLDER  writes goals.json, goals.svg and goals.md there
          --render      measures nothing: makes plot and table anew from docs/goals.json
          --list        says what the rows are
          --help        this

        A row that is not measured to its end says why, and the command ends with 1. What it started ends with it, by Ctrl+C too. Readers are raw sockets on one thread (Linux); PostgreSQL and Chromium are those of the tests.
        """;

    public bool IsShort { get; private init; }

    public int Repeats { get; private init; } = 5;

    /// <summary>How long a group of rows may take.</summary>
    public TimeSpan Patience { get; private init; } = TimeSpan.FromMinutes(30);

    public bool Save { get; private init; }

    public string? Out { get; private init; }

    public bool Render { get; private init; }

    public bool List { get; private init; }

    public bool ShowHelp { get; private init; }

    /// <summary>The rows that are wanted.</summary>
    public IReadOnlyList<Goal> Goals { get; private init; } = GoalTable.All;

    /// <summary>Until then .NET compiles what is hot: nothing before it counts.</summary>
    public TimeSpan WarmUp => TimeSpan.FromSeconds(IsShort ? 4 : 8);

    public TimeSpan Measured => TimeSpan.FromSeconds(IsShort ? 3 : 6);

    /// <summary>Of an open loop, which has fewer events.</summary>
    public TimeSpan Paced => TimeSpan.FromSeconds(IsShort ? 5 : 10);

    /// <exception cref="ArgumentException">They are none; it says which.</exception>
    public static GoalOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new GoalOptions();
        var (rows, repeats) = (new List<Goal>(), (int?)null);
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--short": options = options with { IsShort = true }; break;
                case "--save": options = options with { Save = true }; break;
                case "--render": options = options with { Render = true }; break;
                case "--list": options = options with { List = true }; break;
                case "--help": options = options with { ShowHelp = true }; break;
                case "--repeats" when i + 1 < arguments.Count && int.TryParse(arguments[i + 1], out var count) && count > 0: (repeats, i) = (count, i + 1); break;
                case "--patience" when i + 1 < arguments.Count && int.TryParse(arguments[i + 1], out var minutes) && minutes > 0: (options, i) = (options with { Patience = TimeSpan.FromMinutes(minutes) }, i + 1); break;
                case "--out" when i + 1 < arguments.Count: options = options with { Out = arguments[++i] }; break;
                case var name when GoalTable.All.Where(goal => goal.Id == name || goal.Group == name).ToList() is { Count: > 0 } named: rows.AddRange(named); break;
                default: throw new ArgumentException($"{arguments[i]} is no row and no option.");
            }
        }

        return options with { Repeats = repeats ?? (options.IsShort ? 1 : options.Repeats), Goals = rows.Count > 0 ? rows : GoalTable.All };
    }
}
