using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Collab.Server.Tests.Docs;

/// <summary>THIRD-PARTY.md names everything that others wrote, and its licence as the package has it.</summary>
public sealed partial class ThirdPartyTests
{
    private const string ToShip = "In the server", ToBuild = "To build it", ToTest = "To test it", InBrowser = "In the browser";

    private static readonly string[] Permissive = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "PostgreSQL", "MS-PL", "0BSD", "Unlicense"];

    // Fit for what they are used for, and for nothing else.
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        [$"{ToTest}: Deque.AxeCore.Commons"] = "MPL-2.0",
        [$"{ToBuild}: Microsoft.TypeScript.MSBuild"] = "Microsoft Software License Terms",
    };

    private static readonly IReadOnlyList<(string Part, string Name, string Licence)> Rows = Read();

    [Fact]
    public void Every_package_stands_there_once_and_no_other()
    {
        var known = Packages().Select(package => package.Name).Distinct().Order(StringComparer.OrdinalIgnoreCase);
        Assert.Equal(known, Rows.Where(row => row.Part != InBrowser).Select(row => row.Name).Order(StringComparer.OrdinalIgnoreCase));
        Assert.All(Wanted().Matches(Repository.Read("Directory.Packages.props")), package => Assert.Contains(Rows, row => row.Name == package.Groups["name"].Value));
    }

    [Fact]
    public void What_the_server_ships_is_not_called_a_tool_for_tests()
    {
        var shipped = Packages().Where(package => !package.Project.EndsWith("Tests", StringComparison.Ordinal) && package.Project is not ("Collab.Benchmarks" or "Collab.Testing")).Select(package => package.Name).ToHashSet();
        Assert.Empty(Rows.Where(row => row.Part == ToTest && shipped.Contains(row.Name)).Select(row => row.Name));
    }

    [Fact]
    public void Every_licence_is_permissive() => Assert.Empty(Rows
        .Where(row => !row.Licence.Split(" OR ").Any(Permissive.Contains) && Elsewhere.GetValueOrDefault($"{row.Part}: {row.Name}") != row.Licence)
        .Select(row => $"{row.Name}: {row.Licence}"));

    [Fact]
    public void Every_licence_is_the_one_that_the_package_declares()
    {
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var compared = 0;
        foreach (var (name, version, _) in Packages())
        {
            var id = name.ToLowerInvariant();
            var nuspec = Path.Combine(cache, id, version.ToLowerInvariant(), $"{id}.nuspec");
            // Another project's packages need not be on this machine; and some old ones name a file instead.
            if (!File.Exists(nuspec) || Declared().Match(File.ReadAllText(nuspec)) is not { Success: true } declared)
                continue;
            Assert.Equal((name, declared.Groups["licence"].Value), (name, Rows.Single(row => row.Name == name).Licence));
            compared++;
        }

        Assert.True(compared > 60, $"Only {compared} packages were there to be compared.");
    }

    [Fact]
    public void Everything_vendored_stands_there_with_its_licence()
    {
        var vendored = JsonNode.Parse(Repository.Read("src", "Collab.Web", "wwwroot", "vendor", "VENDORED.json"))!["packages"]!.AsArray()
            .Select(package => $"{(string)package!["name"]!} {(string)package["licence"]!}");
        Assert.Equal(vendored.Order(StringComparer.Ordinal), Rows.Where(row => row.Part == InBrowser).Select(row => $"{row.Name} {row.Licence}").Order(StringComparer.Ordinal));
    }

    private static IEnumerable<(string Name, string Version, string Project)> Packages() =>
        from folder in new[] { "src", "tests" }
        from project in Directory.EnumerateDirectories(Repository.Path(folder))
        let file = Path.Combine(project, "packages.lock.json")
        where File.Exists(file)
        from framework in JsonNode.Parse(File.ReadAllText(file))!["dependencies"]!.AsObject()
        from package in framework.Value!.AsObject()
        where (string)package.Value!["type"]! != "Project"
        select (package.Key, (string)package.Value["resolved"]!, Path.GetFileName(project));

    private static List<(string Part, string Name, string Licence)> Read()
    {
        var (part, rows) = ("", new List<(string, string, string)>());
        foreach (var line in Repository.Read("THIRD-PARTY.md").Split('\n'))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
                part = line[3..];
            else if (line.StartsWith("| ", StringComparison.Ordinal) && line.Split('|', StringSplitOptions.TrimEntries) is [_, var name, var licence, ..] && name is not ("package" or "---"))
                rows.Add((part, name, licence));
        }

        return rows;
    }

    [GeneratedRegex("PackageVersion Include=\"(?<name>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Wanted();

    [GeneratedRegex("<license type=\"expression\">(?<licence>[^<]+)</license>", RegexOptions.ExplicitCapture)]
    private static partial Regex Declared();
}
