using System.Text.RegularExpressions;
using Collab.Domain.Planting;

namespace Collab.Architecture.Tests;

/// <summary>docs/reliability.md, the code and the tests know the same planted defects.</summary>
public sealed partial class PlantedDefectsTests
{
    /// <summary>Fewer prove little.</summary>
    private const int Least = 30;

    private static readonly List<(string Defect, string FoundBy)> Table =
        [.. Row().Matches(Repository.Read("docs/reliability.md")).Select(m => (m.Groups["defect"].Value, m.Groups["found"].Value)).Where(row => Enum.IsDefined(typeof(Defect), row.Item1))];

    private static readonly string Code = Text(Repository.Sources("src"));

    private static readonly IReadOnlyList<string> Tests = [.. Repository.Sources("tests").Where(f => f.Contains(".Tests/", StringComparison.Ordinal))];

    private static readonly string PlantedInTests = Text(Tests.Where(f => Path.GetFileName(f) == "PlantedDefectTests.cs"));

    [Fact]
    public void The_table_names_every_defect_once_and_no_other()
    {
        Assert.Equal(Enum.GetNames<Defect>().Order(StringComparer.Ordinal), Table.Select(row => row.Defect).Order(StringComparer.Ordinal));
        Assert.True(Table.Count >= Least, $"{Table.Count} defects are planted; {Least} are needed.");
        var section = Regex.Match(Repository.Read("docs/reliability.md"), "## Planted defects(.*?)\n## ", RegexOptions.Singleline).Value;
        Assert.Equal(Table.Count, Regex.Count(section, @"^\| [A-Z]\w+ \|", RegexOptions.Multiline));
    }

    [Fact]
    public void Each_stands_in_the_code() =>
        Assert.All(Table, row => Assert.Matches($@"Planted\.(Is|First)\(Defect\.{row.Defect}\b", Code));

    [Fact]
    public void Each_is_planted_for_the_test_that_the_table_names() => Assert.All(Table, row =>
    {
        if (Promise().IsMatch(row.FoundBy))
        {
            Assert.Contains($"[InlineData(Defect.{row.Defect}, \"{row.FoundBy}\")]", PlantedInTests);
            return;
        }

        var (type, test) = row.FoundBy.Trim('`').Split('.') is [var first, var second] ? (first, second) : throw new FormatException($"{row.Defect}: {row.FoundBy} is no test.");
        Assert.Matches($@"Defect\.{row.Defect}\b.*\.{test}\b", PlantedInTests);
        // In a file of the class, or in that of a contract which it keeps.
        Assert.Contains(type + ".cs", Tests.Select(Path.GetFileName));
        var files = Tests.Where(f => Path.GetFileName(f).StartsWith(type + ".", StringComparison.Ordinal) || f.Contains("Contract", StringComparison.Ordinal));
        Assert.Matches($@"public (async )?(Task|void) {test}\(", Text(files));
    });

    private static string Text(IEnumerable<string> files) => string.Join('\n', files.Select(Repository.Read));

    [GeneratedRegex(@"^\| (?<defect>\w+) \| [^|]+ \| (?<found>[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^(C\d+|Rule)$")]
    private static partial Regex Promise();
}
