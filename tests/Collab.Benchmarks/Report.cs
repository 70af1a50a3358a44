using System.Globalization;
using System.Text;

namespace Collab.Benchmarks;

/// <summary>The rows that were measured, each beside its baseline of the same run.</summary>
internal sealed class Report
{
    private const string Counted = "\n## What the policy allocates";

    private const string Rows = "## All rows, one by one";

    private readonly StringBuilder _text = new();
    private string? _table;

    /// <summary>A row of a table: what, its figure, the baseline's, and the ratio of the two where it means something.</summary>
    public void Row(string table, string what, string figure, string baseline, double? ratio)
    {
        if (_table != table)
        {
            _table = table;
            _text.Append(CultureInfo.InvariantCulture, $"\n## {table}\n\n| | Collab | baseline | ratio |\n| --- | --- | --- | --- |\n");
        }

        var line = $"| {what} | {figure} | {baseline} | {(ratio is { } r ? r.ToString("0.00", CultureInfo.InvariantCulture) + " ×" : "")} |";
        _text.AppendLine(line);
        Console.WriteLine(line);
    }

    /// <summary>The root of the repository that this was started in.</summary>
    public static string Root()
    {
        var root = Directory.GetCurrentDirectory();
        while (!File.Exists(Path.Combine(root, "Collab.sln")))
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("Start this within the repository.");
        return root;
    }

    /// <summary>Writes docs/benchmarks.md of the repository that this was started in.</summary>
    public void Save()
    {
        var path = Path.Combine(Root(), "docs", "benchmarks.md");
        var page = File.Exists(path) ? File.ReadAllText(path) : "";
        // What was counted by a test, and not timed here, stays; so does what stands before the rows.
        var counted = page.IndexOf(Counted, StringComparison.Ordinal);
        var first = page.IndexOf(Rows, StringComparison.Ordinal);
        File.WriteAllText(path, (first < 0 ? "# Figures\n\n" : page[..first]) + Head() + _text + (counted < 0 ? "" : page[counted..]));
    }

    private static string Head() => $"""
        ## All rows, one by one

        Made by `dotnet run -c Release --project tests/Collab.Benchmarks` on {DateTime.UtcNow:yyyy-MM-dd}: {Environment.ProcessorCount} cores ({Processor()}),
        {Environment.OSVersion.Platform} {Environment.OSVersion.Version}, .NET {Environment.Version}. Load, server and baseline share the machine, so the absolute figures
        mean little; the ratio is to the baseline of the same run. Annotations are of about 400 bytes. The server is the real one, started as a
        process of its own with `--no-limits`; the load comes over loopback from another.

        """;

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown processor";
}
