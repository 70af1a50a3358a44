using System.Runtime.CompilerServices;

namespace Collab.Architecture.Tests;

/// <summary>The files of this repository as they stand in the working tree, without what is built or vendored.</summary>
public static class Repository
{
    private static readonly string[] NotOurs =
    [
        "/bin/", "/obj/", "/.git/", "/.vs/", "/artifacts/", "/TestResults/", "/BenchmarkDotNet.Artifacts/", "/node_modules/", "/wwwroot/vendor/", "/wwwroot/js/", "/wwwroot/css/bundle/", "/Collab.Web/types/",
    ];

    public static readonly string Root = FindRoot();

    /// <summary>Paths from the root, with forward slashes.</summary>
    public static readonly IReadOnlyList<string> Files =
    [
        .. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Select(file => "/" + Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !NotOurs.Any(part => file.Contains(part, StringComparison.Ordinal)) && file != "/.git")
            .Select(file => file[1..]).Order(StringComparer.Ordinal),
    ];

    private static readonly string[] Texts = [".cs", ".razor", ".csproj", ".props", ".targets", ".json", ".md", ".yaml", ".yml", ".ts", ".css", ".sh", ".txt", ".sln", ".service", ".sql", ".editorconfig", ".gitignore", "Dockerfile", ".conf"];

    public static IEnumerable<string> Sources(string under = "") =>
        Files.Where(f => f.StartsWith(under, StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal));

    public static IEnumerable<string> TextFiles => Files.Where(f => Texts.Any(end => f.EndsWith(end, StringComparison.Ordinal)));

    public static IEnumerable<string> Projects => Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));
}
