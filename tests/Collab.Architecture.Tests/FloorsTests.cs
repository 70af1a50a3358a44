using System.Reflection;
using System.Xml.Linq;
using NetArchTest.Rules;

namespace Collab.Architecture.Tests;

/// <summary>Who may know whom: the floors of the architecture.</summary>
public sealed class FloorsTests
{
    private static readonly Dictionary<string, string[]> Below = new()
    {
        ["Collab.Domain"] = [],
        ["Collab.Client"] = [],
        ["Collab.Contracts"] = ["Collab.Domain"],
        ["Collab.Storage"] = ["Collab.Domain"],
        ["Collab.Formats"] = ["Collab.Domain"],
        ["Collab.Web"] = ["Collab.Domain"],
        ["Collab.Grains"] = ["Collab.Contracts", "Collab.Storage", "Collab.Domain"],
        ["Collab.Server"] = ["Collab.Domain", "Collab.Contracts", "Collab.Storage", "Collab.Formats", "Collab.Web", "Collab.Grains"],
    };

    public static TheoryData<string> Projects => [.. Below.Keys];

    [Fact]
    public void Every_project_has_its_floor() =>
        Assert.Equal(Below.Keys.Order(), Repository.Projects.Where(p => p.StartsWith("src/", StringComparison.Ordinal)).Select(p => Path.GetFileNameWithoutExtension(p)).Order());

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_knows_only_the_floors_below(string project)
    {
        var file = XDocument.Parse(Repository.Read($"src/{project}/{project}.csproj"));
        var referenced = file.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.Empty(referenced.Except(Below[project]));
        var used = Assembly.Load(project).GetReferencedAssemblies().Select(a => a.Name!).Where(name => name.StartsWith("Collab.", StringComparison.Ordinal));
        Assert.Empty(used.Except(Below[project]));
    }

    [Fact]
    public void The_domain_needs_no_package_and_nothing_but_the_base_library()
    {
        Assert.Empty(XDocument.Parse(Repository.Read("src/Collab.Domain/Collab.Domain.csproj")).Descendants("PackageReference"));
        Assert.All(Assembly.Load("Collab.Domain").GetReferencedAssemblies(), a => Assert.StartsWith("System.", a.Name, StringComparison.Ordinal));
        // What is planted is read from the environment, in debug builds alone.
        AssertWithout("Collab.Domain", "System.IO.File", "System.IO.Directory", "System.IO.FileStream", "System.Net", "System.Threading.Thread", "System.Diagnostics.Process", "System.Environment");
    }

    [Fact]
    public void Only_the_server_and_the_pages_know_the_web()
    {
        foreach (var project in new[] { "Collab.Domain", "Collab.Contracts", "Collab.Storage", "Collab.Formats", "Collab.Grains" })
            AssertWithout(project, "Microsoft.AspNetCore", "System.Net.Http");
    }

    [Fact]
    public void Only_contracts_grains_and_server_know_Orleans()
    {
        foreach (var project in new[] { "Collab.Domain", "Collab.Storage", "Collab.Formats", "Collab.Web" })
            AssertWithout(project, "Orleans");
    }

    [Fact]
    public void Only_storage_knows_its_databases()
    {
        foreach (var project in Below.Keys.Except(["Collab.Storage"]))
            AssertWithout(project, "Microsoft.Data", "Npgsql", "SQLitePCL");
    }

    private static void AssertWithout(string project, params string[] dependencies)
    {
        var result = Types.InAssembly(Assembly.Load(project)).That().DoNotHaveName("Planted").ShouldNot().HaveDependencyOnAny(dependencies).GetResult();
        Assert.True(result.IsSuccessful, $"{project} must not know {string.Join(", ", dependencies)}: {string.Join(", ", result.FailingTypeNames ?? [])}");
    }
}
