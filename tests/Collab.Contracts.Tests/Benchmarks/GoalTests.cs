using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Collab.Benchmarks.Goals;

namespace Collab.Contracts.Tests.Benchmarks;

/// <summary>How the benchmark judges, and that the page says what was measured.</summary>
public sealed class GoalTests
{
    private static readonly MachineDescription Machine = new(2, "a processor", 8, "a kernel", "a runtime");

    [Fact]
    public void The_ratio_is_the_median_of_the_repeats_ratios()
    {
        // Halfway through, the machine became ten times as slow, for both.
        var result = new GoalResult { Id = "writes", Machine = Machine, Measured = [500, 60, 55], Baseline = [1000, 100, 100] };
        Assert.Equal(0.55, result.Ratio!.Value, 9);
        Assert.Equal((60.0, 100.0), (result.Median, result.BaselineMedian!.Value));
    }

    [Theory]
    [InlineData("writes", 0.59, "no: 98.3 % of the way")]
    [InlineData("writes", 0.6, "yes")]
    [InlineData("writes", 0.81, "aim")]
    [InlineData("p99-20", 1.2, "no: 91.7 % of the way")]
    [InlineData("p99-20", 1.1, "yes")]
    [InlineData("p99-20", 0.8, "aim")]
    public void A_row_says_whether_it_reaches_its_goal(string id, double ratio, string reached)
    {
        var report = new GoalReport { Rows = [new GoalResult { Id = id, Machine = Machine, Measured = [ratio * 1000], Baseline = [1000] }] };
        Assert.Contains(GoalPage.Table(report).Split('\n'), line => line.EndsWith($"| {reached} |", StringComparison.Ordinal));
    }

    [Fact]
    public void A_row_that_was_not_measured_says_why_and_is_no_bar()
    {
        var report = new GoalReport { Rows = [Row("grain-postgres", "on a day: PostgreSQL is not installed."), Row("start-empty", null, 1.2)] };
        Assert.Contains("not measured on a day: PostgreSQL is not installed.", GoalPage.Table(report), StringComparison.Ordinal);
        var plot = XDocument.Parse(GoalPlot.Draw(report));
        Assert.Single(plot.Descendants(), element => (string?)element.Attribute("class") is "yes" or "no");
        Assert.Contains("1 of 1 rows reach it, 0 the aim", plot.Root!.Elements().Single(element => element.Name.LocalName == "desc").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_gives_way_to_a_figure_alone_and_says_what_failed()
    {
        var report = new GoalReport();
        report.Take(Row("writes", "on Monday: no event 7"));
        Assert.False(report.Find(GoalOf("writes"))!.HasFigure);
        report.Take(Row("writes", null, 500));
        Assert.True(report.IsWhole([GoalOf("writes")]));
        // The figure stays, and the row says what came of the later run.
        report.Take(Row("writes", "on Tuesday: no event 9 | 10"));
        Assert.Equal(500, Assert.Single(report.Rows).Median);
        Assert.False(report.IsWhole([GoalOf("writes")]));
        Assert.Contains("; then it failed on Tuesday: no event 9 / 10 |", GoalPage.Table(report), StringComparison.Ordinal);
        // Fewer repeats than were asked for are a figure, with the same word.
        report.Take(Row("writes", "on Wednesday in repeat 2 of 5: no event 3", 600));
        Assert.Equal(600, Assert.Single(report.Rows).Median);
        Assert.False(report.IsWhole([GoalOf("writes")]));
        Assert.False(report.IsWhole([GoalOf("lone-write")]));
    }

    [Fact]
    public void The_page_says_of_each_row_how_it_was_measured()
    {
        var shortly = new GoalResult { Id = "writes", Machine = Machine, Repeats = 1, IsShort = true, Measured = [500], Baseline = [1000] };
        var other = new GoalResult { Id = "lone-write", Machine = Machine with { Cores = 8 }, Repeats = 5, Measured = [2], Baseline = [1] };
        var section = GoalPage.Section(new GoalReport { Rows = [shortly, other] });
        Assert.Matches("`writes`: 2 cores .* Medians of 1, in the short form\\.", section);
        Assert.Matches("`lone-write`: 8 cores .* Medians of 5\\.", section);
        Assert.DoesNotContain("`writes`", GoalPage.Section(new GoalReport { Rows = [shortly] }), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_row_can_be_asked_for_by_its_name_and_no_other()
    {
        Assert.Equal(GoalTable.All.Count, GoalTable.All.Select(goal => goal.Id).Distinct().Count());
        Assert.All(GoalTable.All, goal => Assert.Contains(goal, GoalOptions.Parse([goal.Id]).Goals));
        var options = GoalOptions.Parse(["--short", "--repeats", "3", "--patience", "5", "writes"]);
        Assert.Equal((3, true, TimeSpan.FromMinutes(5)), (options.Repeats, options.IsShort, options.Patience));
        Assert.Throws<ArgumentException>(() => GoalOptions.Parse(["--repeats", "0"]));
        Assert.Throws<ArgumentException>(() => GoalOptions.Parse(["wirtes"]));
    }

    [Fact]
    public void The_page_and_the_plot_are_made_of_the_results()
    {
        var report = GoalReport.Read(File.ReadAllText(Docs("goals.json")));
        Assert.Equal(GoalTable.All.Select(goal => goal.Id).Where(id => report.Rows.Exists(row => row.Id == id)), report.Rows.Select(row => row.Id));
        var page = File.ReadAllText(Docs("benchmarks.md"));
        Assert.Equal(GoalPage.Renew(page, GoalPage.Section(report)), page);
        Assert.Equal(GoalPlot.Draw(report), File.ReadAllText(Docs("goals.svg")));
    }

    private static Goal GoalOf(string id) => GoalTable.All.Single(goal => goal.Id == id);

    private static GoalResult Row(string id, string? failure, params double[] measured) =>
        new() { Id = id, Machine = Machine, NotMeasured = failure, Measured = [.. measured], Baseline = [.. measured.Select(_ => 1000.0)] };

    private static string Docs(string file, [CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs", file));
}
