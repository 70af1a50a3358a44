namespace Collab.Web.Tests.Engine;

[Collection(EngineCollection.Name)]
public class AnchorTests(EngineFixture engine)
{
    [Theory]
    [InlineData("a😀b a😀b", """{"quote":{"exact":"😀"},"position":{"start":1,"end":2}}""", "1-2")]
    [InlineData("a😀b a😀b", """{"quote":{"exact":"😀"}}""", "ambiguous")]
    [InlineData("a😀b a😀b", """{"quote":{"exact":"😀","prefix":" a"}}""", "5-6")]
    [InlineData("a😀b a😀b", """{"quote":{"exact":"😀","suffix":"b "}}""", "1-2")]
    [InlineData("a😀b a😀b", """{"quote":{"exact":"😀","prefix":"x"}}""", "quote-not-found")]
    [InlineData("a😀b", """{"quote":{"exact":"b"},"position":{"start":1,"end":2}}""", "selectors-disagree")]
    [InlineData("a😀b", """{"quote":{"exact":"b","prefix":"x"},"position":{"start":2,"end":3}}""", "selectors-disagree")]
    [InlineData("a😀b", """{"position":{"start":2,"end":4}}""", "position-out-of-range")]
    [InlineData("a😀b", """{"position":{"start":2,"end":2}}""", "position-out-of-range")]
    [InlineData("a😀b", """{"position":{"start":-1,"end":2}}""", "position-out-of-range")]
    [InlineData("a😀b", """{"quote":{"exact":""}}""", "quote-not-found")]
    [InlineData("a😀b", "{}", "0-3")]
    [InlineData("aaa", """{"quote":{"exact":"aa"}}""", "ambiguous")]
    [InlineData("cafe\u0301 café", """{"quote":{"exact":"café"}}""", "6-10")]
    [InlineData("cafe\u0301 x", """{"quote":{"exact":"café"}}""", "quote-not-found")]
    [InlineData("שלום עולם", """{"quote":{"exact":"עולם"},"position":{"start":5,"end":9}}""", "5-9")]
    public async Task A_target_names_exactly_one_passage_or_says_why_not(string text, string target, string expected)
    {
        var page = await engine.OpenAsync();
        var found = await page.EvaluateAsync<string>("""
            async ([text, target]) => {
              const { resolveTarget } = await import('/js/text/resolve.js');
              const found = resolveTarget(text, JSON.parse(target));
              return typeof found === 'string' ? found : `${found.start}-${found.end}`;
            }
            """, new[] { text, target });
        Assert.Equal(expected, found);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_is_described_is_found_again_in_any_text()
    {
        var page = await engine.OpenAsync();
        var wrong = await page.EvaluateAsync<string[]>("""
            async () => {
              const { describe, resolveSpan } = await import('/js/text/anchor.js');
              const { resolveTarget } = await import('/js/text/resolve.js');
              const alphabet = ['a', 'b', ' ', '😀', '👩‍👩‍👧', 'e\u0301', 'é', 'ש', 'ع', '\u202e', '.', '\u0301', '𝔘', 'ﬁ', '\n'];
              let seed = 20261123;
              const random = limit => ((seed = Math.imul(seed, 1664525) + 1013904223 >>> 0) >>> 8) % limit;
              const wrong = [];
              for (let run = 0; run < 3000; run++) {
                let text = '';
                for (let n = 1 + random(60); n > 0; n--) text += alphabet[random(alphabet.length)];
                const points = [...text];
                const from = random(points.length), to = from + 1 + random(points.length - from);
                const start = points.slice(0, from).join('').length, end = points.slice(0, to).join('').length;
                const target = describe('c', text, start, end);
                const span = resolveSpan(text, target), wire = resolveTarget(text, target);
                if (span.start !== start || span.end !== end || wire.start !== from || wire.end !== to || target.quote.exact !== points.slice(from, to).join('')
                  || [...target.quote.prefix].length !== Math.min(32, from) || [...target.quote.suffix].length !== Math.min(32, points.length - to)) wrong.push(JSON.stringify([text, from, to, target, span]));
                const bare = resolveTarget(text, { quote: { exact: target.quote.exact } });
                const occurrences = points.filter((_, at) => points.slice(at, at + to - from).join('') === target.quote.exact).length;
                if (occurrences === 1 ? bare.start !== from : bare !== 'ambiguous') wrong.push(`bare ${JSON.stringify([text, target.quote.exact, bare, occurrences])}`);
              }
              return wrong.slice(0, 3);
            }
            """);
        Assert.Empty(wrong);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Sentences_are_found_with_and_without_a_segmenter()
    {
        var page = await engine.OpenAsync();
        var found = await page.EvaluateAsync<string[]>("""
            async () => {
              const { sentences } = await import('/js/text/words.js');
              const text = 'One vote, e\u0301tat. Is it so? “Yes.” 😀 Ends';
              const all = () => sentences(text).map(s => text.slice(s.start, s.end)).join('|');
              const native = all();
              const kept = Intl.Segmenter;
              delete Intl.Segmenter;
              const fallback = all();
              Intl.Segmenter = kept;
              return [native, fallback];
            }
            """);
        Assert.Equal("One vote, e\u0301tat.|Is it so?|“Yes.”|😀 Ends", found[0]);
        Assert.Equal(found[0], found[1]);
        await page.Context.CloseAsync();
    }
}
