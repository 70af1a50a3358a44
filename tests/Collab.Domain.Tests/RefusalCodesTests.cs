using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Collab.Domain.Tests;

public sealed partial class RefusalCodesTests
{
    public static TheoryData<string> Sources => [.. Directory.EnumerateFiles(Path.Combine(Root(), "src"), "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && File.ReadAllText(f).Contains("RefusalException(\"", StringComparison.Ordinal))
        .Select(f => Path.GetRelativePath(Root(), f))];

    [Theory]
    [MemberData(nameof(Sources))]
    public void Whatever_is_thrown_is_in_the_table_and_says_what_to_do(string file)
    {
        var refusals = Refusal().Matches(File.ReadAllText(Path.Combine(Root(), file)));
        Assert.NotEmpty(refusals);
        Assert.All(refusals, refusal => Assert.Contains(refusal.Groups["code"].Value, RefusalCodes.Status.Keys));
        Assert.All(refusals.Where(r => r.Groups["detail"].Success), r => Assert.Matches(@"^\S+ .*[.}]$", r.Groups["detail"].Value));
    }

    [Fact]
    public void Codes_are_words_under_statuses_of_refusal() => Assert.All(RefusalCodes.Status, code =>
    {
        Assert.Matches("^[a-z]+(-[a-z]+)*$", code.Key);
        Assert.InRange(code.Value, 400, 507);
    });

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));

    [GeneratedRegex("""RefusalException\("(?<code>[^"]*)",\s*\$?("(?<detail>[^"]*)"\))?""", RegexOptions.ExplicitCapture)]
    private static partial Regex Refusal();
}
