using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Collab.Web.Tests.Pages;

public class EveryPageTests
{
    public static TheoryData<string> Names => [.. Samples.Pages.Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task Has_one_title_of_level_one_and_skips_no_level(string name)
    {
        var page = await Rendered.PageAsync(name);
        var levels = page.QuerySelectorAll("h1, h2, h3, h4, h5, h6").Select(heading => heading.LocalName[1] - '0').ToList();
        Assert.Equal(1, levels[0]);
        Assert.Single(levels, level => level == 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1, $"h{pair.Second} after h{pair.First}"));
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Names_every_field_and_every_button(string name)
    {
        var page = await Rendered.PageAsync(name);
        foreach (var field in page.QuerySelectorAll("input:not([type=hidden]), select, textarea"))
        {
            var label = field.Closest("label") ?? (field.Id is { } id ? page.QuerySelector($"label[for='{id}']") : null);
            Assert.True(!string.IsNullOrWhiteSpace(label?.TextContent ?? field.GetAttribute("aria-label")), field.OuterHtml);
        }
        Assert.All(page.QuerySelectorAll("button, a[href], summary"), control => Assert.False(string.IsNullOrWhiteSpace(control.TextContent), control.OuterHtml));
        Assert.All(page.QuerySelectorAll("[aria-labelledby]"), element => Assert.NotNull(page.GetElementById(element.GetAttribute("aria-labelledby")!)));
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Keeps_to_the_content_security_policy(string name)
    {
        var page = await Rendered.PageAsync(name);
        Assert.Empty(page.QuerySelectorAll("[style], style, iframe, object, embed, base"));
        Assert.DoesNotContain(page.All.SelectMany(element => element.Attributes), attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(page.QuerySelectorAll("[href], [src], [action]"), element =>
            (element.GetAttribute("href") ?? element.GetAttribute("src") ?? element.GetAttribute("action"))!.TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase));
        foreach (var script in page.QuerySelectorAll("script").Cast<IHtmlScriptElement>())
            Assert.True(script.Type == "application/json" || script.GetAttribute("nonce") == Samples.Frame.Nonce || script.Source!.StartsWith('/'), script.OuterHtml);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Shows_what_people_wrote_as_text(string name)
    {
        var page = await Rendered.PageAsync(name);
        Assert.Empty(page.QuerySelectorAll("img[src=x], svg, script:not([src]):not([type=importmap]):not([type='application/json'])"));
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Has_a_language_a_way_to_the_text_and_no_id_twice(string name)
    {
        var page = await Rendered.PageAsync(name);
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.NotNull(page.QuerySelector("main#text"));
        Assert.Equal("#text", page.QuerySelector("a.skip")!.GetAttribute("href"));
        var ids = page.All.Select(element => element.Id).Where(id => !string.IsNullOrEmpty(id)).ToList();
        Assert.Equal(ids.Distinct(), ids);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Names_files_that_are_there(string name)
    {
        var page = await Rendered.PageAsync(name);
        var wwwroot = Path.Combine(Engine.Repository.Root, "src", "Collab.Web", "wwwroot");
        foreach (var element in page.QuerySelectorAll("link[href], script[src]"))
        {
            var path = (element.GetAttribute("href") ?? element.GetAttribute("src"))!;
            Assert.True(File.Exists(Path.Combine(wwwroot, path[1..])), path);
        }
    }
}
