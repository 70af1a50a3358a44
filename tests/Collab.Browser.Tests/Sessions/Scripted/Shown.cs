using Collab.Browser.Tests.Support;

namespace Collab.Browser.Tests.Sessions.Scripted;

/// <summary>What a page of the room shows: every note at every point, in its margin or, where there are more, in the panel with all of them.</summary>
internal static class Shown
{
    /// <summary>Is asked again while the page draws what came last.</summary>
    private const int Tries = 20;

    private const string Look = """
        async () => {
          const frame = () => new Promise(done => requestAnimationFrame(done));
          const until = async (what, find) => {
            for (let i = 0; i < 300; i++) {
              const found = find();
              if (found) return found;
              await frame();
            }
            throw new Error(`${what} did not come`);
          };
          const words = element => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
          const lineOf = (note, number) => {
            const is = name => note.classList.contains(name);
            const state = ['hidden', 'deleted', 'erased'].find(is) ?? 'shown';
            const when = words(note.querySelector('.when'));
            const replies = /(\d+) repl/.exec(`${when} ${words(note.querySelector('.note-actions > button'))}`)?.[1] ?? '0';
            const reactions = state === 'shown' ? [...note.querySelectorAll('.reaction')].map(one => words(one.querySelector('[aria-hidden]') ?? one)).filter(text => /\d/.test(text)) : [];
            return [`#${number}`, words(note.querySelector('.author')), is('pinned') ? 'pinned' : '', state, /· resolved/.test(when) ? 'resolved' : '', `${replies} replies`, reactions.join(' '),
              [...note.querySelectorAll(':scope > .gone')].map(words).join('; '), words(note.querySelector(':scope > .body'))].join(' | ');
          };
          const inPanel = async heading => {
            const pageOf = () => words(document.querySelector('.panel .pages span'));
            await until(`the panel “${heading}”`, () => words(document.querySelector('#panel-h')) === heading && document.querySelector('.panel .list li'));
            const notes = [];
            for (;;) {
              notes.push(...document.querySelectorAll('.panel .list > ul > li > article.note:not(.private)'));
              const on = document.querySelector('.panel .pages button:last-of-type:not(:disabled)');
              if (!on) return notes.map(note => lineOf(note, words(note.querySelector('.cite'))));
              notes.splice(0, notes.length, ...notes.map(note => note.cloneNode(true)));
              const before = pageOf();
              on.click();
              await until('the next page', () => pageOf() !== before);
            }
          };
          document.activeElement?.blur();
          const lines = [`${words(document.querySelector('.bar-count'))}, ${document.getElementById('closed').hidden ? 'open' : 'closed'}`];
          for (const place of [document.querySelector('.titlepage'), ...document.querySelectorAll('section.clause')]) {
            const all = place.querySelector('.stack-foot .all');
            if (all) all.click();
            const found = all ? await inPanel(words(all).replace(/^All /, '')) : [...place.querySelectorAll('.card:not(.private)')].map(card => lineOf(card, card.dataset.number));
            const name = place.dataset.clause ? (place.dataset.label ?? '').replace(/\.+$/, '') || place.dataset.kind : 'document';
            lines.push(`== ${name}: ${/^Stances at .*?: (.*)$/.exec(place.querySelector('.stances > button')?.getAttribute('aria-label') ?? '')?.[1] ?? ''}`);
            // Pins stand first and in their order; what follows is ranked for the reader.
            const pins = found.findIndex(line => line.split(' | ')[2] === '');
            const rest = pins < 0 ? [] : found.splice(pins);
            lines.push(...found, ...rest.sort((a, b) => Number(/#(\d+)/.exec(a)?.[1]) - Number(/#(\d+)/.exec(b)?.[1])));
            if (place.querySelector('.stack-foot .held')) lines.push(`${words(place.querySelector('.stack-foot .held'))} held`);
          }
          document.querySelector('.panel .close')?.click();
          return lines.join('\n') + '\n';
        }
        """;

    /// <summary>Lists are plain pages from now on: a window on a long one holds a part of it.</summary>
    public static async Task PrepareAsync(Reader who)
    {
        await who.Button("Menu").ClickAsync();
        await who.Page.GetByLabel("Plain paged lists").CheckAsync();
        await who.PressAsync("Escape");
        await who.LeaveAsync();
    }

    /// <summary>Expects the page to show that, once it has drawn all that it knows.</summary>
    public static async Task ExpectAsync(Reader who, string expected, string what)
    {
        var shown = "";
        for (var i = 0; i < Tries && shown != expected; i++)
            shown = await who.Page.EvaluateAsync<string>(Look);
        Assert.True(shown == expected, $"{what} shows\n{Difference(shown, expected)}");
    }

    private static string Difference(string shown, string expected)
    {
        var (left, right) = (shown.Split('\n'), expected.Split('\n'));
        return string.Join('\n', [.. left.Except(right).Select(line => $"+ {line}"), "in place of", .. right.Except(left).Select(line => $"- {line}"), $"({left.Length} and {right.Length} lines)", .. left.Order().SequenceEqual(right.Order()) ? ["The same lines, in the order", shown] : Array.Empty<string>()]);
    }
}
