using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Collab.Domain;
using Collab.Formats.Markdown;

namespace Collab.Web.Tests.Engine;

/// <summary>The page and the server make the same of a note: the page by its own parser, the server by Markdig.</summary>
[Collection(EngineCollection.Name)]
public class MarkdownParityTests(EngineFixture engine)
{
    private static readonly string[] Written =
    [
        "plain", "*a* **b** ***c*** ~~d~~ `e`", "# Heading", "Heading\n===", "Heading\n---\nand text", "## a ##", "> quoted\nlazily\n\n> again", "> > two deep\n> one", "- one\n- two\n  - three\n- four",
        "- a\n\n- b\n\n  c\n- d", "3. three\n4. four", "1) a\n2) b", "- a\n* b\n+ c", "1. a\n\n   b\n2. c", "```\na < b\n```", "```js\na\n\nb", "~~~\na\n~~~\nb", "    code\n\n    more\n\ntext", "a\n    b", "one  \ntwo\\\nthree\nfour",
        "a &amp; b &#233; &#x41; &lt;", "\\*a\\* \\[b\\]", "`` a`b `` and ` c", "` a `", "*a `*` b*", "a*b*c a_b_c __d__", "**a *b* c** *a **b** c*", "*(a)* **\"b\"** (*c*)", "***a** b* ***a* b**", "*a **b*", "** a**", "[x](https://example.org/a?b=1&c=2)",
        "[x](<https://example.org/a b>)", "[x](https://example.org/a(b) \"title\")", "[*x* y](https://example.org)", "[x](javascript:alert(1))", "[x](relative)", "[a]: https://example.org 'title'\n\n[a] [b][a] [A][] [no]", "[a][no] [a] (b)",
        "![chart](https://example.org/a.png)", "![](https://example.org/a.png)", "[![in](https://example.org/a.png)](https://example.org/)", "[a [b](https://example.org/1) c](https://example.org/2)", "*a [b* c](https://example.org/)",
        "<https://example.org/a>", "<ana@example.org>", "see https://example.org/a and (https://example.org/b).", "www.example.org", "<base href=http://example.org/>", "<a href=\"http://example.org/\">x</a>", "x:https://example.org", "<b>bold</b> <!-- c --> <i", "***", "* * *", "a\n***\nb", "- a\n  ```\n  x\n  ```\n- b", "> - a\n> - b\n>\n> c",
        "-\n  foo\n- bar", "a\n- b", "a\n2. b", "a\n> b", "a\n# b", "- a\n\tb", "1. a\n   - b\n     - c", "- a\n\n\n- b", "- # h\n- > q", "א **ב** 😀", "\"*a*\"", "a **b**", "**b**c", "| a | b |\n|---|---|\n| 1 | 2 |", "",
    ];

    [Fact]
    public async Task Of_what_people_write() => await CompareAsync(Written);

    [Fact]
    public async Task Of_what_is_generated()
    {
        // Without bare addresses: after a bracket that stays open Markdig sees none.
        string[] parts = ["a", "word", "Über", "😀", "א", "3", ".", ",", "!", "*", "**", "_", "__", "`", "``", "~~", "\\", "[", "]", "(b)", "[x](https://x.org)", "&amp;", "<b>", "\n", "\n", "\n\n", "\n> ", "\n- ", "\n  ", "\n1. ", "\n# ", "\n```\n", " ", " ", " ", "  \n"];
        var random = new Random(20261126);
        var texts = Enumerable.Range(0, 4000).Select(_ => string.Concat(Enumerable.Range(0, 1 + random.Next(9)).Select(_ => parts[random.Next(parts.Length)]))).ToArray();
        await CompareAsync(texts);
    }

    private async Task CompareAsync(string[] texts)
    {
        var page = await engine.OpenAsync();
        var shown = await page.EvaluateAsync<string[]>("""
            async texts => {
              const { renderMarkdown } = await import('/js/model/markdown.js');
              const { h, render } = await import('preact');
              return texts.map(text => {
                const place = document.createElement('div');
                render(h('div', null, renderMarkdown(text)), place);
                return place.firstChild.innerHTML;
              });
            }
            """, texts);
        var differ = texts.Zip(shown).Select(pair => (Text: pair.First, Page: Canonical(pair.Second), Server: Canonical(OnTheServer(pair.First)))).Where(pair => pair.Page != pair.Server).ToList();
        Assert.True(differ.Count == 0, $"{differ.Count} of {texts.Length}:\n" + string.Join("\n", differ.Take(12).Select(pair => $"{System.Text.Json.JsonSerializer.Serialize(pair.Text)}\n  page   {pair.Page}\n  server {pair.Server}")));
        await page.Context.CloseAsync();
    }

    private static string OnTheServer(string text)
    {
        try
        {
            return MarkdownRenderer.ToHtml(text);
        }
        catch (RefusalException refusal)
        {
            return refusal.Code;
        }
    }

    /// <summary>Elements and words, whatever the space between blocks; a link's target is the page's alone.</summary>
    private static string Canonical(string html)
    {
        var body = new HtmlParser().ParseDocument(html).Body!;
        foreach (var link in body.QuerySelectorAll("a"))
            link.RemoveAttribute("target");
        foreach (var code in body.QuerySelectorAll("pre > code"))
            code.TextContent = code.TextContent.TrimEnd('\n');
        return Regex.Replace(Regex.Replace(body.InnerHtml, @"\s*(</?(?:p|blockquote|ul|ol|li|pre|br)\b[^>]*>)\s*", "$1"), @"\s+", " ").Trim();
    }
}
