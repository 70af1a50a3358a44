using AngleSharp.Html.Parser;
using Collab.Domain;
using Collab.Formats.Markdown;
using Collab.Testing;
using CsCheck;

namespace Collab.Formats.Tests.Markdown;

public class MarkdownRendererTests
{
    private static readonly string[] Elements = ["p", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a", "br", "del"];

    [Theory]
    [InlineData("plain", "<p>plain</p>")]
    [InlineData("*a* **b** ~~c~~ `d`", "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code></p>")]
    [InlineData("# Heading", "<p><strong>Heading</strong></p>")]
    [InlineData("Heading\n---", "<p><strong>Heading</strong></p>")]
    [InlineData("> quoted", "<blockquote><p>quoted</p></blockquote>")]
    [InlineData("- one\n- two", "<ul><li>one</li><li>two</li></ul>")]
    [InlineData("3. three\n4. four", "<ol start=\"3\"><li>three</li><li>four</li></ol>")]
    [InlineData("```\na < b\n```", "<pre><code>a &lt; b</code></pre>")]
    [InlineData("```js onload=x\na\n```", "<pre><code>a</code></pre>")]
    [InlineData("***", "<p>***</p>")]
    [InlineData("a &amp; b &#233;", "<p>a &amp; b é</p>")]
    [InlineData("one  \ntwo", "<p>one<br>two</p>")]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 |", "<p>| a | b ||---|---|| 1 | 2 |</p>")]
    [InlineData("[x](https://example.org/a?b=1&c=2)", "<p><a href=\"https://example.org/a?b=1&amp;c=2\" rel=\"noopener noreferrer\">x</a></p>")]
    [InlineData("https://example.org/a", "<p><a href=\"https://example.org/a\" rel=\"noopener noreferrer\">https://example.org/a</a></p>")]
    [InlineData("<ana@example.org>", "<p><a href=\"mailto:ana@example.org\" rel=\"noopener noreferrer\">ana@example.org</a></p>")]
    [InlineData("![chart](https://example.org/a.png)", "<p><a href=\"https://example.org/a.png\" rel=\"noopener noreferrer\">chart</a></p>")]
    [InlineData("![](https://example.org/a.png)", "<p><a href=\"https://example.org/a.png\" rel=\"noopener noreferrer\">https://example.org/a.png</a></p>")]
    [InlineData("[![in](https://example.org/a.png)](https://example.org/)", "<p><a href=\"https://example.org/\" rel=\"noopener noreferrer\">in</a></p>")]
    [InlineData("<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>")]
    [InlineData("[x](javascript:alert(1))", "<p>x</p>")]
    [InlineData("א **ב** 😀", "<p>א <strong>ב</strong> 😀</p>")]
    [InlineData("", "")]
    public void Markdown_becomes_the_elements_of_the_whitelist(string markdown, string html) =>
        Assert.Equal(html, MarkdownRenderer.ToHtml(markdown).Replace("\n", "", StringComparison.Ordinal));

    [Fact]
    public void There_are_a_hundred_payloads() => Assert.True(XssPayloads.All.Distinct().Count() >= 100, $"{XssPayloads.All.Length}");

    [Fact]
    public void No_payload_makes_an_element_an_attribute_or_an_address_outside_the_whitelist()
    {
        foreach (var payload in XssPayloads.All.SelectMany(p => new[] { p, $"a {p} b", $"> {p}", $"*{p}*", $"[{p}](https://ok.example)", $"{p}\n{p}" }))
        {
            var body = new HtmlParser().ParseDocument(MarkdownRenderer.ToHtml(payload)).Body!;
            foreach (var element in body.QuerySelectorAll("*"))
            {
                Assert.True(Elements.Contains(element.LocalName), $"{payload}: {element.OuterHtml}");
                Assert.Empty(element.Attributes.Select(a => a.Name).Except(["href", "rel", "start"]));
                if (element.LocalName != "a")
                    continue;
                Assert.Matches("^(https?|mailto):", element.GetAttribute("href"));
                Assert.Equal("noopener noreferrer", element.GetAttribute("rel"));
            }
        }
    }

    [Fact]
    public void The_sanitizer_holds_without_the_parser()
    {
        foreach (var payload in XssPayloads.All)
        {
            var body = new HtmlParser().ParseDocument(Whitelist.Sanitize(payload)).Body!;
            Assert.Empty(body.QuerySelectorAll("*").Select(e => e.LocalName).Except(Elements));
            Assert.Empty(body.QuerySelectorAll("*").SelectMany(e => e.Attributes).Select(a => a.Name).Except(["href", "rel", "start"]));
            Assert.All(body.QuerySelectorAll("a[href]"), a => Assert.Matches("^(https?|mailto):", a.GetAttribute("href")));
        }
    }

    [Fact]
    public void What_is_nested_too_deep_is_refused_and_not_a_crash()
    {
        foreach (var deep in new[] { new string('>', 3000) + " x", string.Concat(Enumerable.Repeat("- ", 3000)) + "x", string.Concat(Enumerable.Repeat("[", 3000)) + "x" + string.Concat(Enumerable.Repeat("](https://x.example)", 3000)) })
        {
            foreach (var render in new Func<string, string>[] { MarkdownRenderer.ToHtml, MarkdownRenderer.PlainText })
            {
                try
                {
                    Assert.NotNull(render(deep));
                }
                catch (RefusalException refusal)
                {
                    Assert.Equal("too-nested", refusal.Code);
                }
            }
        }

        Assert.Equal("too-nested", Assert.Throws<RefusalException>(() => MarkdownRenderer.ToHtml(new string('>', 200) + " x")).Code);
    }

    [Fact]
    public void The_longest_body_renders_quickly_whatever_it_is()
    {
        foreach (var piece in new[] { "[", "*a ", "_", "`", "![", "<a ", "&", "](", "~~a", "a\n", "- a\n", "https://x.example/ ", "<!--", "[a](b \"" })
        {
            var body = string.Concat(Enumerable.Repeat(piece, 16 * 1024 / piece.Length));
            var began = ThreadTime.Now;
            try
            {
                MarkdownRenderer.ToHtml(body);
            }
            catch (RefusalException refusal)
            {
                Assert.Equal("too-nested", refusal.Code);
            }

            Assert.True(ThreadTime.Now - began is var took && took < TimeSpan.FromSeconds(5), $"{piece}: {took}");
        }
    }

    [Fact]
    public void One_line_of_words_is_the_same_with_and_without_the_parser() =>
        Gen.String[Gen.Char["abcXYZ019 .,;!?()-+=#'\"%/|é א😀w"], 1, 40].Where(text => text.Trim().Length > 0 && !char.IsSurrogate(text[^1]) && !HasLoneSurrogate(text)).Sample(
            text => MarkdownRenderer.ToHtml(text) == MarkdownRenderer.Render(text), iter: 5000);

    [Fact]
    public void Many_threads_get_the_same()
    {
        const string markdown = "*a* [x](https://example.org) <b>\n\n- one\n- two";
        var expected = MarkdownRenderer.ToHtml(markdown);
        Parallel.For(0, 500, _ => Assert.Equal(expected, MarkdownRenderer.ToHtml(markdown)));
    }

    [Theory]
    [InlineData("*a* **b** `c`", "a b c")]
    [InlineData("# Head\n\ntext", "Head\n\ntext")]
    [InlineData("- one\n- two\n  - three", "- one\n- two\n\n  - three")]
    [InlineData("3. three\n4. four", "3. three\n4. four")]
    [InlineData("> said\n> so", "> said so")]
    [InlineData("[x](https://example.org/)", "x <https://example.org/>")]
    [InlineData("https://example.org/", "https://example.org/")]
    [InlineData("[x](javascript:y)", "x")]
    [InlineData("a &amp; <b>", "a & <b>")]
    [InlineData("```\n a\nb\n```", "     a\n    b")]
    [InlineData("plain words", "plain words")]
    public void Plain_text_keeps_the_words(string markdown, string text) => Assert.Equal(text, MarkdownRenderer.PlainText(markdown));

    [Fact]
    public void Controls_become_visible()
    {
        Assert.Equal("<p>a\uFFFD[31mb</p>", MarkdownRenderer.ToHtml("a\u001b[31mb"));
        Assert.Equal("a\uFFFDb", MarkdownRenderer.PlainText("a\u0007b"));
    }

    private static bool HasLoneSurrogate(string text) => Domain.Annotations.CodePoints.HasForbidden(text);
}
