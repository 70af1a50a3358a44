using System.Text.RegularExpressions;

namespace Collab.Web.Tests.Engine;

/// <summary>The bundles put all modules into one scope, and both sheets into one file: what that could break.</summary>
[Collection(EngineCollection.Name)]
public class BundleTests(EngineFixture engine)
{
    [Fact]
    public async Task No_module_calls_something_of_its_own_as_the_browser_calls_something()
    {
        var modules = ModuleMap.Compiled.Where(path => !path.StartsWith("/js/pages/", StringComparison.Ordinal) && !path.StartsWith("/js/bundle/", StringComparison.Ordinal));
        var names = modules.SelectMany(path => Regex.Matches(File.ReadAllText(Path.Combine(Repository.Web, "wwwroot", path[1..])), @"^(?:export )?(?:async )?(?:function\*?|class|const|let) ([\w$]+)", RegexOptions.Multiline))
            .Select(match => match.Groups[1].Value).ToArray();
        Assert.True(names.Length > 100);
        var page = await engine.OpenAsync();
        // Another module, in the same scope, would get the one in place of the other.
        Assert.Empty(await page.EvaluateAsync<string[]>("names => names.filter(name => name in globalThis)", names));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_rooms_style_says_what_its_sheets_say_in_their_order()
    {
        string Sheet(string path) => File.ReadAllText(Path.Combine(Repository.Web, "wwwroot", path));
        var page = await engine.OpenAsync();
        var rules = await page.EvaluateAsync<string[][]>("""
            sheets => sheets.map(text => {
              const sheet = new CSSStyleSheet();
              sheet.replaceSync(text);
              return [...sheet.cssRules].map(rule => rule.cssText.replaceAll(", ", ","));
            })
            """, new[] { Sheet("css/collab.css") + Sheet("css/room.css") + Sheet("css/paper.css") + Sheet("css/session.css") + Sheet("css/replay.css"), Sheet(ModuleMap.RoomStyle) });
        Assert.True(rules[0].Length > 200, $"{rules[0].Length}");
        Assert.Equal(rules[0], rules[1]);
        await page.Context.CloseAsync();
    }
}
