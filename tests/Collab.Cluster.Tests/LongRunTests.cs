using Collab.Cluster.Tests.Running;

namespace Collab.Cluster.Tests;

/// <summary>tests/long.sh with a stand-in for dotnet: what it adds up, where it goes on, how it ends.</summary>
public sealed class LongRunTests : IDisposable
{
    // Says what it was asked, waits while it is told to, and prints what tests print.
    private const string StandIn = """
        #!/bin/sh
        [ "$1" = test ] || exit 0
        echo "$COLLAB_SEED $COLLAB_KILLS$COLLAB_SEEDS $*" >>"$FOLDER/calls"
        while [ -e "$FOLDER/wait" ]; do sleep 0.05; done
        case "$*" in
          *Every_seed*) echo "  seeds $COLLAB_SEED–$((COLLAB_SEED + 49)): 70 operations, 60 acknowledged, 12 faults" ;;
          *) echo "  recorded: kills seed=1 count=30 operations=500 worst=1.50 p99=1.25"; echo "  recorded: kills seed=1 count=12 operations=7 worst=9.75 p99=0.50" ;;
        esac
        [ ! -e "$FOLDER/fail" ]
        """;

    private const string Empty = "Before.\n<!-- totals -->\nold\n<!-- /totals -->\n\n| date | part | seed | count | operations | worst | p99 | failed | minutes | machine |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("collab-long-").FullName;

    public LongRunTests()
    {
        File.WriteAllText(Record, Empty);
        File.WriteAllText(InFolder("dotnet"), StandIn.ReplaceLineEndings("\n"));
        File.SetUnixFileMode(InFolder("dotnet"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_is_ended_after_the_part_that_runs_and_goes_on_where_it_ended()
    {
        await RunOnceAsync("kills");
        // 30 and 12, 500 and 7, the worst of both.
        Assert.Equal("kills, 1, 42, 507, 9.75, 1.25, 0", string.Join(", ", Assert.Single(Rows())[2..9]));
        await RunOnceAsync("kills");
        Assert.Equal(["1", "101"], Rows().Select(row => row[3]));
        Assert.Equal(["1 100", "101 100"], Calls().Select(call => call[..call.IndexOf(" test", StringComparison.Ordinal)]));

        // Over both of them; what stood there before is gone, what stands around it is not.
        Assert.Contains("| kills | kill -9 of one server under load | 2000 | 84 | 1014 | 9.75 | 1.25 | 0 |", File.ReadAllText(Record), StringComparison.Ordinal);
        Assert.StartsWith("Before.\n<!-- totals -->\n| part ", File.ReadAllText(Record), StringComparison.Ordinal);
        Assert.DoesNotContain("old", File.ReadAllText(Record), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_take_turns_and_the_seeds_of_a_simulation_are_counted_each()
    {
        await RunOnceAsync("simulation", "kills");
        Assert.Equal(("simulation", "1", "50", "70"), (Rows()[0][2], Rows()[0][3], Rows()[0][4], Rows()[0][5]));
        await using var both = Start("1h", "simulation", "kills");
        await Patience.UntilAsync(() => Rows().Count > 2, () => $"both have run. {both.Output}");
        both.Terminate();
        Assert.Equal(0, await both.EndedAsync());
        Assert.Equal(("simulation", "101"), (Rows()[1][2], Rows()[1][3]));
        Assert.Equal("kills", Rows()[2][2]);
    }

    [Fact]
    public async Task A_failure_ends_it_counts_for_nothing_and_is_shown_with_its_command()
    {
        File.WriteAllText(InFolder("fail"), "");
        await using var failing = Start("1h", "kills");
        Assert.Equal(1, await failing.EndedAsync());
        Assert.Equal("0, 0, , , 1", string.Join(", ", Assert.Single(Rows())[4..9]));
        Assert.Contains("COLLAB_SEED=1 COLLAB_KILLS=100 dotnet test tests/Collab.Cluster.Tests", failing.Output, StringComparison.Ordinal);
        Assert.Contains("recorded: kills", File.ReadAllText(InFolder("collab-long-kills-1.log")), StringComparison.Ordinal);
        Assert.Contains("| 2000 | 0 | 0 |  |  | 1 |", File.ReadAllText(Record), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_understood_is_refused_with_help_and_nothing_is_run()
    {
        await using var help = Start("--help");
        await using var part = Start("1s", "kill");
        await using var time = Start("soon");
        Assert.Equal((0, 2, 2), (await help.EndedAsync(), await part.EndedAsync(), await time.EndedAsync()));
        Assert.All(new[] { help, time }, script => Assert.Contains("Parts:", script.Output, StringComparison.Ordinal));
        Assert.Contains("no part “kill”", part.Output, StringComparison.Ordinal);
        Assert.Empty(Calls());
    }

    private string Record => InFolder("record.md");

    /// <summary>Lets the first part run to its end after it was told to stop.</summary>
    private async Task RunOnceAsync(params string[] parts)
    {
        var before = Calls().Count;
        File.WriteAllText(InFolder("wait"), "");
        await using var running = Start(["1h", .. parts]);
        await Patience.UntilAsync(() => Calls().Count > before, () => $"the part runs. {running.Output}");
        running.Terminate();
        File.Delete(InFolder("wait"));
        Assert.Equal(0, await running.EndedAsync());
        Assert.Equal(before + 1, Calls().Count);
    }

    private Script Start(params string[] arguments) => Script.Start("tests/long.sh", arguments, new Dictionary<string, string>
    {
        ["PATH"] = $"{_folder}:{Environment.GetEnvironmentVariable("PATH")}",
        ["FOLDER"] = _folder,
        ["TMPDIR"] = _folder,
        ["COLLAB_RECORD"] = Record,
    });

    private string InFolder(string name) => Path.Combine(_folder, name);

    private List<string> Calls() => File.Exists(InFolder("calls")) ? [.. File.ReadAllLines(InFolder("calls"))] : [];

    private List<string[]> Rows() => [.. File.ReadAllLines(Record).Where(line => line.StartsWith("| 2", StringComparison.Ordinal)).Select(line => line.Split('|').Select(field => field.Trim()).ToArray())];
}
