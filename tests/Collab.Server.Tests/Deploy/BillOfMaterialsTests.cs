using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Collab.Server.Tests.Docs;

namespace Collab.Server.Tests.Deploy;

/// <summary>The bill of materials as a publish writes it, against what the build resolved and what lies in wwwroot.</summary>
public sealed class BillOfMaterialsTests
{
    private static readonly Lazy<Task<string>> Written = new(WriteAsync);

    private static async Task<JsonNode> BillAsync() => JsonNode.Parse(await Written.Value)!;

    [Fact]
    public async Task Everything_that_is_shipped_stands_in_it_once_with_its_hash_and_its_licence()
    {
        var bill = await BillAsync();
        Assert.Equal(("CycloneDX", "1.6"), ((string)bill["bomFormat"]!, (string)bill["specVersion"]!));
        var resolved = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Collab.Server.deps.json")))!["libraries"]!.AsObject()
            .Where(library => (string)library.Value!["type"]! == "package").Select(library => library.Key).ToArray();
        Assert.True(resolved.Length > 50);
        var required = Packages(bill, "pkg:nuget/").Where(package => (string)package["scope"]! == "required").Select(package => $"{(string)package["name"]!}/{(string)package["version"]!}").ToArray();
        Assert.Equal(required.Distinct().Count(), required.Length);
        // What the runtime has itself need not be resolved; what is resolved must be named.
        Assert.Empty(resolved.Except(required));
        Assert.All(Packages(bill, "pkg:nuget/"), package => Assert.Equal(128, ((string)package["hashes"]![0]!["content"]!).Length));
        Assert.All(bill["components"]!.AsArray(), component => Assert.NotEmpty(component!["licenses"]!.AsArray()));
        Assert.Equal(2, bill["components"]!.AsArray().Count(component => (string)component!["type"]! == "framework"));
    }

    [Fact]
    public async Task Every_module_of_the_browser_stands_in_it_with_the_hash_of_the_file_that_is_served()
    {
        var bill = await BillAsync();
        var files = Packages(bill, "pkg:npm/").SelectMany(module => module["components"]!.AsArray()).ToDictionary(file => (string)file!["name"]!, file => (string)file!["hashes"]![0]!["content"]!);
        foreach (var path in Directory.GetFiles(Repository.Path("src", "Collab.Web", "wwwroot", "vendor"), "*.js"))
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))), files[$"wwwroot/vendor/{Path.GetFileName(path)}"]);
    }

    [Fact]
    public async Task Whatever_something_needs_is_there()
    {
        var bill = await BillAsync();
        var known = bill["components"]!.AsArray().Select(component => (string)component!["bom-ref"]!).ToHashSet();
        foreach (var needs in bill["dependencies"]!.AsArray())
            Assert.All(needs!["dependsOn"]!.AsArray(), reference => Assert.Contains((string)reference!, known));
    }

    [Fact]
    public async Task The_same_sources_give_the_same_bytes() => Assert.Equal(await Written.Value, await WriteAsync());

    private static IEnumerable<JsonNode> Packages(JsonNode bill, string kind) => bill["components"]!.AsArray().Where(component => ((string?)component!["purl"])?.StartsWith(kind, StringComparison.Ordinal) == true)!;

    private static async Task<string> WriteAsync()
    {
        var folder = Directory.CreateTempSubdirectory("collab-bill-").FullName;
        try
        {
            var path = Path.Combine(folder, "collab.cdx.json");
            using var build = Process.Start(new ProcessStartInfo("dotnet", ["msbuild", Repository.Path("src", "Collab.Server"), "-t:WriteBillOfMaterials", $"-p:BillOfMaterials={path}", "-nologo"]) { RedirectStandardOutput = true })!;
            var said = await build.StandardOutput.ReadToEndAsync();
            await build.WaitForExitAsync();
            Assert.True(build.ExitCode == 0, said);
            return await File.ReadAllTextAsync(path);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
