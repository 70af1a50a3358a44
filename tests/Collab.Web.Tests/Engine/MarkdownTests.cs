using System.Text.Json;
using Microsoft.Playwright;

namespace Collab.Web.Tests.Engine;

[Collection(EngineCollection.Name)]
public class MarkdownTests(EngineFixture engine)
{
    private const string Render = """
        async texts => {
          const { renderMarkdown } = await import('/js/model/markdown.js');
          const { h, render } = await import('preact');
          return texts.map(text => {
            const place = document.createElement('div');
            document.body.append(place);
            render(h('div', null, renderMarkdown(text)), place);
            const html = place.firstChild.innerHTML;
            place.remove();
            return html;
          });
        }
        """;

    [Theory]
    [InlineData("plain", "<p>plain</p>")]
    [InlineData("*a* **b** ~~c~~ `d`", "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code></p>")]
    [InlineData("# Heading", "<p><strong>Heading</strong></p>")]
    [InlineData("> quoted", "<blockquote><p>quoted</p></blockquote>")]
    [InlineData("- one\n- two", "<ul><li>one</li><li>two</li></ul>")]
    [InlineData("3. three\n4. four", "<ol start=\"3\"><li>three</li><li>four</li></ol>")]
    [InlineData("```\na < b\n```", "<pre><code>a &lt; b</code></pre>")]
    [InlineData("a &amp; b &#233; &nosuch;", "<p>a &amp; b é &amp;nosuch;</p>")]
    [InlineData("one  \ntwo", "<p>one<br>two</p>")]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 |", "<p>| a | b |\n|---|---|\n| 1 | 2 |</p>")]
    [InlineData("[x](https://example.org/a?b=1&c=2)", "<p><a href=\"https://example.org/a?b=1&amp;c=2\" rel=\"noopener noreferrer\" target=\"_blank\">x</a></p>")]
    [InlineData("![chart](https://example.org/a.png)", "<p><a href=\"https://example.org/a.png\" rel=\"noopener noreferrer\" target=\"_blank\">chart</a></p>")]
    [InlineData("<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>")]
    [InlineData("א **ב** 😀", "<p>א <strong>ב</strong> 😀</p>")]
    public async Task Markdown_becomes_the_elements_of_the_whitelist(string text, string expected)
    {
        var page = await engine.OpenAsync();
        var html = await page.EvaluateAsync<string[]>(Render, new[] { text });
        Assert.Equal(expected, html[0]);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task No_payload_makes_an_element_or_a_link_outside_the_whitelist()
    {
        string[] payloads =
        [
            "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "text <iframe src=javascript:alert(1)> more",
            "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](java&#115;cript:alert(1))", "[x](javascript&colon;alert(1))", "[x](java&Tab;script:alert(1))",
            "[x](\u0001javascript:alert(1))", "[x](data:text/html,<script>alert(1)</script>)", "[x](vbscript:msgbox)", "[x](file:///etc/passwd)", "[x](//example.org)",
            "![x](javascript:alert(1))", "![x\" onerror=\"alert(1)](https://example.org/x.png)", "<javascript:alert(1)>", "<a href=\"javascript:alert(1)\">x</a>",
            "[x]: javascript:alert(1)\n\n[x]", "[x](https://example.org \"\" onclick=alert(1))", "<div style=\"position:fixed\">x</div>", "`<script>`", "<!-- --><script>alert(1)</script>",
            "<math><mtext></p><style><!--</style><img title=\"--&gt;&lt;img src onerror=alert(1)&gt;\">", "&lt;script&gt;alert(1)&lt;/script&gt;", "[<img src=x onerror=alert(1)>](https://example.org)",
            new string('a', 16000), "https://a" + new string('!', 16000) + "x", string.Concat(Enumerable.Repeat("*a_ ", 4000)), string.Concat(Enumerable.Repeat("[a](b \"", 2000)),
            new string('>', 3000) + " deep", string.Concat(Enumerable.Repeat("- ", 500)) + "deep", new string('*', 5000), string.Concat(Enumerable.Repeat("[", 3000)),
        ];
        var page = await engine.OpenAsync();
        var dialogs = 0;
        page.Dialog += (_, dialog) => { dialogs++; _ = dialog.DismissAsync(); };
        await page.EvaluateAsync("""
            async () => {
              const { renderMarkdown } = await import('/js/model/markdown.js');
              const { h, render } = await import('preact');
              const names = new Set(), attributes = new Set(), schemes = new Set();
              globalThis.show = text => {
                const place = document.createElement('div');
                document.body.append(place);
                render(h('div', null, renderMarkdown(text)), place);
                for (const element of place.firstChild.querySelectorAll('*')) {
                  names.add(element.localName);
                  for (const attribute of element.attributes) attributes.add(attribute.name);
                  if (element.localName === 'a') schemes.add(element.protocol);
                }
              };
              globalThis.found = () => ({ names: [...names], attributes: [...attributes], schemes: [...schemes] });
            }
            """);
        var time = await PageTime.OfAsync(page);
        foreach (var text in payloads)
            Assert.True(await time.OfAsync(() => page.EvaluateAsync("text => show(text)", text)) is var took && took <= 1500, $"{took} ms: {text[..Math.Min(text.Length, 20)]}");
        var found = await page.EvaluateAsync<JsonElement>("() => found()");
        string[] allowed = ["p", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a", "br", "del"];
        Assert.Empty(Strings(found, "names").Except(allowed));
        Assert.Empty(Strings(found, "attributes").Except(["href", "rel", "target", "start"]));
        Assert.Empty(Strings(found, "schemes").Except(["http:", "https:", "mailto:"]));
        Assert.Equal(0, dialogs);
        await page.Context.CloseAsync();
    }

    private static string[] Strings(JsonElement found, string name) => [.. found.GetProperty(name).EnumerateArray().Select(value => value.GetString()!)];
}
