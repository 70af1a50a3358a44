using System.Collections.Concurrent;
using System.Text.Json;

namespace Collab.Web.Tests.Engine;

[Collection(EngineCollection.Name)]
public class ProseTests(EngineFixture engine)
{
    [Fact]
    public async Task Text_that_is_shown_without_the_parser_of_Markdown_looks_as_with_it()
    {
        var page = await engine.OpenAsync();
        var found = await page.EvaluateAsync<JsonElement>("""
            async () => {
              const { hasMarkdown, renderText, textAlone, knowsMarkdown } = await import('/js/model/prose.js');
              const { renderMarkdown, plainText } = await import('/js/model/markdown.js');
              const { h, render } = await import('preact');
              const html = nodes => { const place = document.createElement('div'); render(h('div', null, nodes), place); return place.firstChild.innerHTML; };
              let seed = 7;
              const random = n => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
              const parts = ['a', 'word', 'Über', '😀', 'א', '3', '12', '.', ')', '(', ',', ':', ';', '!', '?', '-', '–', '+', '=', '#', '>', '|', '"', "'", '@', '&', '/', ']', '}', '$', '%', '^', '\n', '\n\n', '\n', ' ', ' ', ' ', '*', '_', '`', '~', '[', '<', '\\', '\t', 'http:', 'www', '\u00a0'];
              const wrong = [];
              let plain = 0;
              for (let n = 0; n < 30000; n++) {
                const text = Array.from({ length: 1 + random(9) }, () => parts[random(n % 2 ? parts.length : 36)]).join('');
                if (hasMarkdown(text)) continue;
                plain++;
                if (html(renderText(text)) !== html(renderMarkdown(text)) || textAlone(text) !== plainText(text)) wrong.push(text);
              }
              return { plain, wrong: wrong.slice(0, 10), fetched: knowsMarkdown() };
            }
            """);
        Assert.Equal("[]", found.GetProperty("wrong").GetRawText());
        Assert.True(found.GetProperty("plain").GetInt32() > 2000);
        Assert.False(found.GetProperty("fetched").GetBoolean());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_long_run_of_spaces_within_a_line_takes_the_page_no_longer_than_words_do()
    {
        var page = await engine.OpenAsync();
        await page.EvaluateAsync("async () => { globalThis.prose = await import('/js/model/prose.js'); }");
        var time = await PageTime.OfAsync(page);
        // As long as a note may be. Each of the spaces was looked through to the last, from each before it.
        var took = await time.OfAsync(() => page.EvaluateAsync("() => { for (let n = 0; n < 20; n++) prose.renderText(`${n}${' '.repeat(16000)}b`); }"));
        Assert.True(took <= 500, $"{took} ms");
        Assert.False(await page.EvaluateAsync<bool>("() => prose.knowsMarkdown()"));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("Plain words, and more: 3 of them (as in § 12a) – “so”!\n\nA second paragraph.", false)]
    [InlineData("Hello @Mara, see point 3.", false)]
    [InlineData("Typed on a phone ", false)]
    [InlineData("see **there**", true)]
    [InlineData("- one\n- two", true)]
    [InlineData("1. one", true)]
    [InlineData("look at https://example.org", true)]
    [InlineData("write to a@example.org", true)]
    [InlineData("&amp;", true)]
    [InlineData("Title\n=====", true)]
    [InlineData("two  \nlines", true)]
    public async Task The_parser_of_Markdown_is_fetched_for_a_text_that_has_some_and_for_no_other(string text, bool expected)
    {
        var page = await engine.OpenAsync();
        var asked = new ConcurrentQueue<string>();
        page.Request += (_, request) => asked.Enqueue(new Uri(request.Url).AbsolutePath);
        var found = await page.EvaluateAsync<bool[]>("""
            async text => {
              const { hasMarkdown, renderText, knowsMarkdown } = await import('/js/model/prose.js');
              renderText(text);
              // What is asked for later than the parser would be.
              await fetch('/js/live/tabs.js');
              for (const end = performance.now() + 120_000; hasMarkdown(text) && !knowsMarkdown() && performance.now() < end;) await new Promise(done => setTimeout(done));
              return [hasMarkdown(text), knowsMarkdown()];
            }
            """, text);
        Assert.Equal([expected, expected], found);
        Assert.Contains("/js/live/tabs.js", asked);
        Assert.Equal(expected, asked.Contains("/js/model/markdown.js"));
        await page.Context.CloseAsync();
    }
}
