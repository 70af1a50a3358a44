using System.Text.RegularExpressions;

namespace Collab.Server.Tests.Docs;

/// <summary>docs/security.md against OWASP's list of numbers, the list of wrong inputs, and the tests that there are.</summary>
public sealed partial class SecurityPageTests
{
    private const string NotYet = "Not there yet";

    private static readonly string[] NeverGiven = ["N19", "N34"];

    private static readonly string Page = Repository.Read("docs", "security.md");

    private static readonly IReadOnlyList<(string Id, string Level, string State, string How)> Rows =
        [.. Row().Matches(Page).Select(row => (row.Groups["id"].Value, row.Groups["level"].Value, row.Groups["state"].Value, row.Groups["how"].Value))];

    [Fact]
    public void Every_row_of_the_two_levels_stands_there_once_and_no_other()
    {
        var asked = File.ReadLines(Repository.Path("tests", "Collab.Server.Tests", "Docs", "asvs-5.0.txt")).Where(line => line.StartsWith('V')).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(253, asked.Count);
        Assert.Equal(asked, Rows.Select(row => $"{row.Id} {row.Level}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_met_names_a_test_or_says_that_it_has_none_and_what_is_not_says_why()
    {
        Assert.All(Rows, row => Assert.True(row.State switch
        {
            "met" => Named(row.How).Any() || row.How.EndsWith("(Read, not tested.)", StringComparison.Ordinal),
            "not applicable" or "deviation" => row.How.Contains(' ') && !row.How.StartsWith('`'),
            _ => false,
        }, $"{row.Id}: {row.State}"));
        var count = Rows.CountBy(row => row.State).ToDictionary();
        Assert.Contains($"{count["met"]} are met, {count["not applicable"]} are not applicable, {count["deviation"]} deviate.", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_test_that_is_named_is_there() => Assert.Empty(Named(Page).Where(name => !TestNames.Has(name)).Distinct());

    [Fact]
    public void Every_wrong_input_stands_there_once_with_its_test()
    {
        var rows = Numbered().Matches(Page).Select(row => (Id: row.Groups["id"].Value, Tests: row.Groups["tests"].Value)).ToList();
        Assert.Equal(Enumerable.Range(1, 120).Select(number => $"N{number}").Except(NeverGiven), rows.Where(row => row.Id[0] == 'N').Select(row => row.Id));
        Assert.Equal(rows.Count, rows.Select(row => row.Id).Distinct().Count());
        Assert.All(rows, row => Assert.True(row.Tests.StartsWith(NotYet, StringComparison.Ordinal) || Named(row.Tests).Any(), row.Id));
        // Whoever builds what is missing says so here.
        var built = rows.Where(row => row.Tests.StartsWith(NotYet, StringComparison.Ordinal)).SelectMany(row => TestNames.Every.Where(name => name.Contains($".{row.Id}_", StringComparison.Ordinal) || name.Contains($"_{row.Id}_", StringComparison.Ordinal)));
        Assert.Equal([], built);
    }

    private static IEnumerable<string> Named(string text) => Test().Matches(text).Select(test => test.Groups["name"].Value);

    [GeneratedRegex(@"^\| (?<id>V\d+\.\d+\.\d+) \| (?<level>\d) \| (?<state>[a-z ]+) \| (?<how>.+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\| (?<id>[NM]\d+) \| .+ \| (?<tests>[^|]+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"`(?<name>\w+(?:Tests|Contract)(?:\.\w+)?)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Test();
}
