using System.Text.RegularExpressions;

namespace Collab.Architecture.Tests;

/// <summary>Rules of the sources that no compiler checks.</summary>
public sealed partial class SourcesTests
{
    /// <summary>Longer than 300 lines, each for a reason, and no longer than it says here.</summary>
    private static readonly Dictionary<string, (int Lines, string Why)> Long = new()
    {
        ["Collab.sln"] = (400, "Written by the SDK."),
        ["tests/Collab.Server.Tests/Feeds/DocumentFeedTests.cs"] = (400, "One feed with all that may happen to its order."),
        ["tests/Collab.Web.Tests/Engine/StoreTests.cs"] = (400, "Mirrors store.ts."),
    };

    [Fact]
    public void A_file_holds_one_type_and_bears_its_name() => AssertNone(Repository.Sources().Where(f => Path.GetFileName(f) is not ("Program.cs" or "GlobalUsings.cs" or "AssemblyInfo.cs")).Select(file =>
    {
        var types = TopLevelType().Matches(Repository.Read(file)).Select(m => m.Groups["name"].Value).ToList();
        var name = Path.GetFileNameWithoutExtension(file);
        return types.Count == 1 && (name == types[0] || name.StartsWith(types[0] + ".", StringComparison.Ordinal)) ? null : $"{file}: {string.Join(", ", types)}";
    }));

    [Fact]
    public void A_file_past_three_hundred_lines_has_a_reason() => AssertNone(Repository.TextFiles
        // Data, samples and pages for reading are as long as they are.
        .Where(f => !f.EndsWith(".json", StringComparison.Ordinal) && !f.EndsWith(".txt", StringComparison.Ordinal) && !f.EndsWith(".md", StringComparison.Ordinal) && !f.EndsWith(".sql", StringComparison.Ordinal) && !f.Contains("/Samples/", StringComparison.Ordinal))
        .Select(file =>
        {
            var lines = Repository.Read(file).AsSpan().Count('\n');
            return lines <= (Long.TryGetValue(file, out var allowed) ? allowed.Lines : 300) ? null : $"{file}: {lines} lines";
        }));

    [Fact]
    public void Whatever_may_be_long_is_there_and_is_long() =>
        Assert.All(Long, file => Assert.True(Repository.Read(file.Key).AsSpan().Count('\n') > 300, $"{file.Key} is short enough now: take it off the list."));

    [Fact]
    public void A_grain_stays_on_its_scheduler() => AssertNone(Matching(Repository.Sources("src/Collab.Grains").Concat(Repository.Sources("src/Collab.Contracts")), OffTheScheduler()));

    [Fact]
    public void Nobody_waits_a_fixed_time_for_something_to_happen() =>
        // A benchmark runs for a time that is written down.
        AssertNone(Matching(Repository.Sources().Where(f => !f.StartsWith("tests/Collab.Benchmarks", StringComparison.Ordinal) && f != Self), FixedWait()));

    [Fact]
    public void Nothing_is_left_for_later() => AssertNone(Matching(Repository.TextFiles.Where(f => f != Self), LeftForLater()));

    [Fact]
    public void Nothing_names_a_machine_or_where_its_packages_came_from() => AssertNone(Matching(Repository.TextFiles.Where(f => f != Self), OfAMachine()));

    [Fact]
    public void A_test_that_is_skipped_says_why() => AssertNone(Matching(Repository.Sources("tests").Where(f => f != Self), SkippedWithoutReason()));

    [Fact]
    public void Every_project_locks_its_packages() =>
        AssertNone(Repository.Projects.Select(p => Repository.Files.Contains(p[..(p.LastIndexOf('/') + 1)] + "packages.lock.json") ? null : p));

    [Fact]
    public void No_project_names_a_version_of_its_own() => AssertNone(Matching(Repository.Projects, VersionInProject()));

    [Theory]
    [InlineData("Thread.Sleep(50)", true)]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(1))", true)]
    [InlineData("await page.WaitForTimeoutAsync(200)", true)]
    [InlineData("await wait(30);", true)]
    [InlineData("new Promise(done => setTimeout(done, 100))", true)]
    [InlineData("setTimeout(() => { look(); }, 20)", true)]
    [InlineData("new Promise(done => setTimeout(done))", false)]
    [InlineData("await Task.Delay(Timeout.Infinite, stop)", false)]
    [InlineData("await until(() => sent.length === 3)", false)]
    public void A_fixed_wait_is_found_in_CSharp_and_in_the_scripts_of_tests(string code, bool isOne) => Assert.Equal(isOne, FixedWait().IsMatch(code));

    private const string Self = "tests/Collab.Architecture.Tests/SourcesTests.cs";

    private static IEnumerable<string?> Matching(IEnumerable<string> files, Regex what) => files.SelectMany(file =>
    {
        var text = Repository.Read(file);
        return what.Matches(text).Select(m => $"{file}:{text.AsSpan(0, m.Index).Count('\n') + 1}: {m.Value.Trim()}");
    });

    private static void AssertNone(IEnumerable<string?> found)
    {
        var all = found.OfType<string>().ToList();
        Assert.True(all.Count == 0, "\n" + string.Join('\n', all));
    }

    [GeneratedRegex(@"^(?:\[[^\]]*\]\s*)*(?:(?:public|internal|file|static|sealed|abstract|partial|readonly|unsafe|ref) )*(?:class|interface|enum|struct|record(?: struct| class)?|delegate [\w<>?\[\], ]+) (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"\.ConfigureAwait\(\s*(continueOnCapturedContext:\s*)?false", RegexOptions.ExplicitCapture)]
    private static partial Regex OffTheScheduler();

    [GeneratedRegex(@"\bThread\.Sleep\s*\(|\bTask\.Delay\s*\(\s*(\d|TimeSpan\.From\w+\(\s*\d)|\bWaitForTimeoutAsync\s*\(|\b(wait|sleep|delay)\(\s*\d|\bsetTimeout\((\w+|\(\) => [^;]+;? ?\}?),\s*[1-9]", RegexOptions.ExplicitCapture)]
    private static partial Regex FixedWait();

    [GeneratedRegex(@"\b(TODO|FIXME)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex LeftForLater();

    [GeneratedRegex(@"(?<![\w.])/(work|tmp/(wt|spec|bin|bash_jobs))/[\w-]+|(?<![\w.])/(home|root|Users)/\w+[^\s]*|[A-Z]:\\Users\\|\b(registry\.npmjs|registry\.yarnpkg|api\.nuget|www\.nuget|pypi|files\.pythonhosted|proxy\.golang)\.\w+|\b[\w.-]*(artifactory|nexus)[\w-]*\.\w+", RegexOptions.ExplicitCapture)]
    private static partial Regex OfAMachine();

    [GeneratedRegex("""\bSkip\s*=\s*(""|null|"[^"]{0,9}"|string\.Empty)""", RegexOptions.ExplicitCapture)]
    private static partial Regex SkippedWithoutReason();

    [GeneratedRegex("""<PackageReference[^>]*\bVersion="[^"]*""", RegexOptions.ExplicitCapture)]
    private static partial Regex VersionInProject();
}
