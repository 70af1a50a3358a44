using System.IO.Compression;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace Collab.Web.Tests.Engine;

/// <summary>What the room's page makes a browser fetch, in bytes of brotli at its best.</summary>
public class WeightTests(ITestOutputHelper output)
{
    private const int BudgetToStart = 52 * 1024;
    private const int BudgetInAll = 87 * 1024;

    [Fact]
    public void Script_and_style_that_the_room_needs_to_start_stay_within_their_budget()
    {
        var files = Reach([$"/{ModuleMap.Room}", $"/{ModuleMap.RoomStyle}"], later: false);
        Assert.Equal(2, files.Count);
        Assert.InRange(Weigh("to start", files), 1, BudgetToStart);
    }

    [Fact]
    public void All_that_a_visit_can_ever_fetch_stays_within_its_budget()
    {
        var files = Reach([$"/{ModuleMap.Room}", $"/{ModuleMap.RoomStyle}"], later: true);
        Assert.Equal(["/js/bundle/catching.js", "/js/bundle/events.js", "/js/bundle/heat.js", "/js/bundle/hour.js", "/js/bundle/lead.js", "/js/bundle/main.js", "/js/bundle/markdown.js", "/js/bundle/panel.js", "/js/bundle/replay.js"], files.Where(file => file.EndsWith(".js", StringComparison.Ordinal)).Order());
        Assert.InRange(Weigh("in all", files), 1, BudgetInAll);
    }

    /// <summary>The files, with what they import; <paramref name="later"/>: with what they import when it is needed, too.</summary>
    private static List<string> Reach(IEnumerable<string> paths, bool later)
    {
        var found = new List<string>();
        foreach (var path in paths)
            Visit(path);
        return found;

        void Visit(string path)
        {
            if (found.Contains(path))
                return;
            found.Add(path);
            if (!path.EndsWith(".js", StringComparison.Ordinal))
                return;
            foreach (Match import in Regex.Matches(File.ReadAllText(Full(path)), """"(?<=[\s;}]|^)(?:import|export)\s*(?:\{[^}]*\}\s*from\s*)?(?<later>\()?"(?<from>[^"]+)"|(?<later>\bimport\()"(?<from>[^"]+)""""))
            {
                if (later || !import.Groups["later"].Success)
                    Visit(ModuleMap.Imports.GetValueOrDefault(import.Groups["from"].Value) ?? new Uri(new Uri("http://room" + path), import.Groups["from"].Value).AbsolutePath);
            }
        }
    }

    private int Weigh(string what, IEnumerable<string> files)
    {
        var total = 0;
        foreach (var file in files)
        {
            var bytes = File.ReadAllBytes(Full(file));
            var packed = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
            Assert.True(BrotliEncoder.TryCompress(bytes, packed, out var length, 11, 22));
            output.WriteLine($"{length,7:N0} {file}");
            total += length;
        }

        output.WriteLine($"{total,7:N0} {what}");
        return total;
    }

    private static string Full(string path) => Path.Combine(Repository.Web, "wwwroot", path[1..]);
}
