using Microsoft.Playwright;
using Xunit.Abstractions;

namespace Collab.Web.Tests.Engine;

[Collection(EngineCollection.Name)]
public class HighlightsTests(EngineFixture engine, ITestOutputHelper output)
{
    /// <summary>Clauses in the document, a random source, and notes over them.</summary>
    private const string Setup = """
        const { Highlights, layersFrom, layers } = await import('/js/text/highlights.js');
        let seed = 7;
        const random = limit => ((seed = Math.imul(seed, 1664525) + 1013904223 >>> 0) >>> 8) % limit;
        const texts = Array.from({ length: 11 }, (_, i) => Array.from({ length: 60 + 20 * i }, (_, n) => `word${n % 10}`).join(' '));
        texts.forEach((text, i) => {
          const section = document.createElement('section'), p = document.createElement('p');
          section.id = `clause-c${i}`;
          p.className = 'text';
          p.append(text);
          section.append(p);
          document.body.append(section);
        });
        let reach = 80;
        const note = () => {
          const clause = random(texts.length), start = random(texts[clause].length - 1), end = Math.min(texts[clause].length, start + 1 + random(reach));
          return { spans: [{ clause: `c${clause}`, start, end }], pinned: random(20) === 0, faded: random(10) === 0 };
        };
        """;

    [Fact]
    public async Task Each_character_gets_the_layer_of_its_depth_whatever_was_added_and_taken_away()
    {
        var page = await engine.OpenAsync();
        var wrong = await page.EvaluateAsync<string[]>($$"""
            async () => {
              {{Setup}}
              const highlights = new Highlights(document), notes = new Map(), wrong = [], mappings = new Set();
              let changes = 0;
              // Long and many on the same text, so that the quantiles move under clauses that nobody touched.
              reach = 400;
              new MutationObserver(records => changes += records.length).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
              const expected = name => {
                const found = [];
                const depths = texts.map((text, i) => Array.from(text, (_, at) => [...notes.values()].filter(n => (name === 'pinned' ? n.pinned && !n.faded : name === 'faded' ? n.faded : !n.faded) && n.spans.some(s => s.clause === `c${i}` && s.start <= at && at < s.end)).length));
                const histogram = [];
                for (const depth of depths.flat()) histogram[depth] = (histogram[depth] ?? 0) + 1;
                const layer = layersFrom(Array.from(histogram, count => count ?? 0));
                if (name === 'deep') mappings.add(layer.join());
                depths.forEach((row, i) => {
                  let from = 0;
                  const at = n => n >= row.length ? 0 : name === 'deep' ? layer[row[n]] : row[n] > 0 ? 1 : 0;
                  for (let n = 1; n <= row.length; n++) {
                    if (n < row.length && at(n) === at(n - 1)) continue;
                    if (at(n - 1) > 0) found.push(`${name === 'deep' ? `note-${at(n - 1)}` : name} c${i} ${from} ${n}`);
                    from = n;
                  }
                });
                return found;
              };
              for (let round = 0; round < 10; round++) {
                for (let n = round === 0 ? 0 : 395; n < 400; n++) {
                  const id = `n${random(400)}`;
                  const paint = random(4) === 0 ? undefined : note();
                  highlights.set(id, paint);
                  paint ? notes.set(id, paint) : notes.delete(id);
                }
                highlights.flush();
                const want = ['deep', 'pinned', 'faded'].flatMap(expected).sort().join('\n');
                const have = Object.entries(highlights.painted()).flatMap(([name, spans]) => spans.map(s => `${name} ${s.clause} ${s.start} ${s.end}`)).sort().join('\n');
                if (want !== have) wrong.push(`round ${round}`);
                const registered = [...CSS.highlights].filter(([name]) => /^(note-\d|pinned|faded)$/.test(name)).reduce((sum, [, group]) => sum + group.size, 0);
                if (registered !== have.split('\n').filter(line => line).length) wrong.push(`round ${round}: ${registered} ranges registered`);
              }
              await new Promise(done => setTimeout(done));
              if (mappings.size < 3) wrong.push(`the layers moved too little for this to prove anything: ${[...mappings].join(' ')}`);
              if (changes > 0) wrong.push(`the DOM changed ${changes} times`);
              highlights.dispose();
              if (CSS.highlights.size > 0) wrong.push('something is left registered');
              return wrong;
            }
            """);
        Assert.Empty(wrong);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("0 10 0", "0 1 2")]
    [InlineData("5 0 0 3", "0 1 1 1")]
    [InlineData("0 50 20 10 10 5 5", "0 1 2 3 4 5 5")]
    [InlineData("0 1 1 1 1 1 1 1 1 96", "0 1 1 1 1 1 1 1 1 1")]
    public async Task Layers_follow_the_quantiles_of_the_rooms_own_depths(string histogram, string layers)
    {
        var page = await engine.OpenAsync();
        var found = await page.EvaluateAsync<int[]>("async histogram => (await import('/js/text/highlights.js')).layersFrom(histogram)", histogram.Split(' ').Select(int.Parse).ToArray());
        Assert.Equal(layers, string.Join(' ', found));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Ten_thousand_notes_are_swept_within_a_second_and_one_more_within_a_frame_or_two()
    {
        var page = await engine.OpenAsync();
        var time = await PageTime.OfAsync(page);
        await page.EvaluateAsync($$"""
            async () => {
              {{Setup}}
              const notes = Array.from({ length: 10000 }, note), highlights = new Highlights(document);
              globalThis.all = () => {
                notes.forEach((paint, i) => highlights.set(`n${i}`, paint));
                highlights.flush();
              };
              globalThis.more = Array.from({ length: 60 }, note).map((paint, n) => () => {
                highlights.set(`m${n}`, paint);
                highlights.flush();
              });
            }
            """);
        var all = await time.OfAsync(() => page.EvaluateAsync("() => all()"));
        var more = new List<double>();
        for (var n = 0; n < 60; n++)
            more.Add(await time.OfAsync(() => page.EvaluateAsync("() => more.pop()()")));
        more.Sort();
        var ranges = await page.EvaluateAsync<int>("() => [...CSS.highlights.values()].reduce((sum, group) => sum + group.size, 0)");
        output.WriteLine($"10,000 notes: {all:F1} ms; one more: median {more[30]:F2} ms, slowest {more[59]:F1} ms; {ranges} ranges");
        Assert.InRange(all, 0, 1000);
        Assert.InRange(more[30], 0, 31);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_browser_without_custom_highlights_paints_nothing_and_fails_nothing()
    {
        var page = await engine.OpenAsync();
        var fine = await page.EvaluateAsync<bool>($$"""
            async () => {
              Object.defineProperty(CSS, 'highlights', { value: undefined, configurable: true });
              {{Setup}}
              const highlights = new Highlights(document);
              highlights.set('a', note());
              highlights.flush();
              highlights.special('focus', [{ clause: 'c0', start: 0, end: 3 }]);
              highlights.dispose();
              return !highlights.supported;
            }
            """);
        Assert.True(fine);
        await page.Context.CloseAsync();
    }
}
