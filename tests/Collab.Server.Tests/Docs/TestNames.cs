using System.Text.RegularExpressions;

namespace Collab.Server.Tests.Docs;

/// <summary>The tests of the repository by their classes, as the sources have them: those of other projects too.</summary>
internal static partial class TestNames
{
    private static readonly ILookup<string, string> All = Read();

    /// <summary>All of them, as <c>Class.Method</c>.</summary>
    public static IEnumerable<string> Every => All.SelectMany(tests => tests.Select(test => $"{tests.Key}.{test}"));

    /// <summary>Whether there is a test so named: a class, or a class and how the name of a test in it begins.</summary>
    public static bool Has(string name)
    {
        var parts = name.Split('.');
        // A number is a whole one: N1 is not the beginning of N10, and may stand behind another.
        return All.Contains(parts[0]) && (parts.Length == 1 || All[parts[0]].Any(test => Number().IsMatch(parts[1])
            ? test.Split('_').TakeWhile(part => Number().IsMatch(part)).Contains(parts[1])
            : test.StartsWith(parts[1], StringComparison.Ordinal)));
    }

    private static ILookup<string, string> Read() => Directory.EnumerateFiles(Repository.Path("tests"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
        .Select(File.ReadAllText)
        .Select(text => (Class: Class().Match(text).Groups["name"].Value, Tests: Test().Matches(text).Select(test => test.Groups["name"].Value)))
        .SelectMany(file => file.Tests.Select(test => (file.Class, test)))
        .ToLookup(test => test.Class, test => test.test);

    [GeneratedRegex("^[NM][0-9]+$")]
    private static partial Regex Number();

    [GeneratedRegex(@"^(?:public|internal) (?:sealed |abstract )?(?:partial )?class (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Class();

    [GeneratedRegex(@"\[(?:Fact|Theory)[^\n]*\n(?:\s*\[[^\n]*\n|\s*//[^\n]*\n)*\s*public (?:static )?(?:async )?(?:Task|void) (?<name>\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Test();
}
