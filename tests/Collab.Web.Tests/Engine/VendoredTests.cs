using System.Security.Cryptography;
using System.Text.Json;

namespace Collab.Web.Tests.Engine;

public class VendoredTests
{
    private static readonly JsonElement[] Packages =
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Web, "wwwroot", "vendor", "VENDORED.json"))).RootElement.GetProperty("packages").EnumerateArray()];

    [Fact]
    public void Every_vendored_file_has_the_hash_that_was_written_down()
    {
        var wrong = Files().Where(file => Hash(file.Path) != file.Hash).Select(file => file.Path);
        Assert.Empty(wrong);
        Assert.True(Files().Count() > 10);
    }

    [Fact]
    public void Every_module_and_type_that_is_not_ours_is_written_down()
    {
        string[] ours = ["wwwroot/vendor/VENDORED.json", "wwwroot/vendor/.editorconfig", "types/.editorconfig"];
        var known = Files().Select(file => file.Path).Concat(ours).ToHashSet();
        var there = new[] { "wwwroot/vendor", "types" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Web, folder), "*", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Repository.Web, path).Replace('\\', '/'));
        Assert.Equal([], there.Except(known));
    }

    [Fact]
    public void Every_package_has_a_version_and_a_permissive_licence_with_its_text()
    {
        foreach (var package in Packages)
        {
            Assert.Matches(@"^\d+\.\d+\.\d+$", package.GetProperty("version").GetString());
            var (name, words) = package.GetProperty("licence").GetString() == "BSD-2-Clause" ? ("BSD-2-Clause", "Redistributions in binary form must reproduce the above copyright") : ("MIT", "Permission is hereby granted");
            Assert.Equal(name, package.GetProperty("licence").GetString());
            var licence = package.GetProperty("files").EnumerateObject().Single(file => file.Name.Contains("/licences/"));
            Assert.Contains(words, File.ReadAllText(Path.Combine(Repository.Web, licence.Name)));
        }
    }

    [Fact]
    public void Every_import_of_the_map_is_a_file()
    {
        Assert.All(ModuleMap.Imports.Values.Concat(ModuleMap.Compiled), path => Assert.True(File.Exists(Path.Combine(Repository.Web, "wwwroot" + path)), path));
        Assert.Contains("/js/store/store.js", ModuleMap.Compiled);
    }

    private static IEnumerable<(string Path, string Hash)> Files() =>
        Packages.SelectMany(package => package.GetProperty("files").EnumerateObject()).Select(file => (file.Name, file.Value.GetString()!));

    private static string Hash(string path)
    {
        var full = Path.Combine(Repository.Web, path);
        return File.Exists(full) ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(full))) : "missing";
    }
}
