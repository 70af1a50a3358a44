using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Collab.Web.Languages;
using Collab.Web.Parts;
using Xunit.Abstractions;

namespace Collab.Web.Tests.Engine;

/// <summary>What the room's page makes a browser fetch, in bytes of brotli at its best.</summary>
public class WeightTests(ITestOutputHelper output)
{
    private const int BudgetToStart = 54 * 1024;
    private const int BudgetInAll = 92 * 1024;

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
        Assert.Equal(["/js/bundle/events.js", "/js/bundle/hour.js", "/js/bundle/lead.js", "/js/bundle/main.js", "/js/bundle/markdown.js", "/js/bundle/panel.js", "/js/bundle/replay.js"], files.Where(file => file.EndsWith(".js", StringComparison.Ordinal)).Order());
        Assert.InRange(Weigh("in all", files), 1, BudgetInAll);
    }

    [Theory]
    [InlineData("de")]
    [InlineData("ru")]
    [InlineData("ar")]
    public void The_words_of_another_language_weigh_less_than_a_quarter_of_the_start(string language)
    {
        var words = Encoding.UTF8.GetBytes(ScriptWords.Of(room: true, Language.Find(language)!)!);
        Assert.InRange(Packed($"the words in {language}", words), 1, BudgetToStart / 4);
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
            total += Packed(file, File.ReadAllBytes(Full(file)));

        output.WriteLine($"{total,7:N0} {what}");
        return total;
    }

    private int Packed(string what, byte[] bytes)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        Assert.True(BrotliEncoder.TryCompress(bytes, packed, out var length, 11, 22));
        output.WriteLine($"{length,7:N0} {what}");
        return length;
    }

    private static string Full(string path) => Path.Combine(Repository.Web, "wwwroot", path[1..]);
}
