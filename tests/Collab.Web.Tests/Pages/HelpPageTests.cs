using System.Text.RegularExpressions;

namespace Collab.Web.Tests.Pages;

public partial class HelpPageTests
{
    [Fact]
    public async Task Lists_the_keys_that_the_room_listens_to()
    {
        var page = await Rendered.PageAsync("help");
        var shown = page.QuerySelectorAll("input[data-key]").Select(field => (field.GetAttribute("data-key")!, field.GetAttribute("value")!));
        var source = await File.ReadAllTextAsync(Path.Combine(Engine.Repository.Root, "src", "Collab.Web", "ts", "view", "keys.ts"));
        var block = source[source.IndexOf("defaults = {", StringComparison.Ordinal)..source.IndexOf("} as const", StringComparison.Ordinal)];
        Assert.Equal(Entry().Matches(block).Select(match => (match.Groups[1].Value, match.Groups[2].Value)), shown);
    }

    [GeneratedRegex("""^\s*(\w+): "(.)",""", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Entry();
}
