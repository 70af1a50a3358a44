using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Safety;

/// <summary>A walk over every page that shows people's words.</summary>
internal sealed class SinkVisit(Watched browser, HostileRoom hostile)
{
    private const int PerAddress = 20;

    private const string ExportAddress = "/exported.html";

    /// <summary>How many payloads were seen on a page, by where they stood in the seminar.</summary>
    public Dictionary<Sink, int> Shown { get; } = [];

    /// <summary>Elements that would run something if they were let.</summary>
    public int Suspicious { get; private set; }

    /// <summary>How often Trusted Types refused to make HTML of words.</summary>
    public int Refused { get; private set; }

    private string Path => hostile.Room.Path;

    public async Task AllAsync()
    {
        using var export = await hostile.Moderator.GetAsync($"/api/documents/{hostile.Room.Document}/export?format=html");
        browser.Files[ExportAddress] = await export.Content.ReadAsStringAsync();
        await PagesAsync(again: false);
        if (!browser.Escapes)
        {
            browser.Swallowing = true;
            await PagesAsync(again: true);
        }

        await RoomAsync();
        await ImportAsync();
    }

    private async Task PagesAsync(bool again)
    {
        await SeeAsync("reading", $"{Path}/reading", Sink.Text, Sink.Name, Sink.Tag, Sink.Reason);
        if (!again)
            await CountNotesAsync();
        await SeeAsync("manage", $"{Path}/manage", Sink.Title);
        await SeeAsync("home", "/");
        await SeeAsync("audit", $"/seminars/{hostile.Room.Seminar}/audit");
        await SeeAsync("export page", $"{Path}/export?format=json");
        await SeeAsync("exported", ExportAddress);
        Count(Sink.Export, await browser.WordsAsync(), Sink.Text);
        for (var from = 0; from < Payloads.Count; from += PerAddress)
        {
            var words = Enumerable.Range(from, PerAddress).Select(i => Payloads.LineAt(Sink.Error, i)).ToList();
            await SeeAsync("error", $"{Path}/notes/{Uri.EscapeDataString(string.Join(' ', words))}");
            if (!again)
                Shown[Sink.Error] = Shown.GetValueOrDefault(Sink.Error) + await HowManyAsync(words);
        }
    }

    private async Task CountNotesAsync()
    {
        var quotes = (await browser.Page.Locator("blockquote.quote").AllTextContentsAsync()).Select(Watched.Collapse).ToHashSet();
        Shown[Sink.Quote] = Enumerable.Range(0, Payloads.Count).Count(i => quotes.Contains(Watched.Collapse(Payloads.LineAt(Sink.Text, i))));
        // Two notes, one of them hidden, and three replies at each point: what a payload becomes in Markdown differs, so that it cannot be looked for.
        foreach (var sink in new[] { Sink.Body, Sink.Reply, Sink.LinkText, Sink.LinkAddress })
            Shown[sink] = await browser.Page.Locator(".clause-notes .body:not(.plain)").CountAsync() / 5;
    }

    /// <summary>The room as its script shows it: texts, cards, threads, the search, and what is said aloud.</summary>
    private async Task RoomAsync()
    {
        browser.PagesAsTheyAre = true;
        await SeeAsync("room", Path, LiveAsync);
        await ShowUnsafelyAsync();
        foreach (var number in Enumerable.Range(0, 10).Select(tenth => 1 + (tenth * 20)))
        {
            await browser.Page.EvaluateAsync("number => { location.hash = `#note-${number}`; }", number);
            await Expect(browser.Page.Locator(".panel")).ToBeVisibleAsync();
        }

        await ShowUnsafelyAsync();
        await browser.Page.Keyboard.PressAsync("Escape");
        await browser.Page.Keyboard.PressAsync("/");
        var field = browser.Page.Locator("#filter-words");
        var seen = 0;
        for (var i = 0; i < Payloads.Count; i++)
        {
            await field.FillAsync(Payloads.LineAt(Sink.Search, i));
            await Expect(browser.Page.Locator(".panel .found")).ToBeVisibleAsync();
            seen += (await field.InputValueAsync()) == Payloads.LineAt(Sink.Search, i) ? 1 : 0;
        }

        Shown[Sink.Search] = seen;
        await ShowUnsafelyAsync();
        browser.PagesAsTheyAre = false;
    }

    /// <summary>Files of hostile names are looked at before they are imported.</summary>
    private async Task ImportAsync()
    {
        await SeeAsync("import", "/import");
        var field = browser.Page.GetByLabel("Or choose a file");
        var chosen = 0;
        for (var i = 0; i < Payloads.Count; i++)
        {
            var name = Payloads.LineAt(Sink.FileName, i) + ".txt";
            await field.SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/plain", Buffer = "1. A point."u8.ToArray() });
            chosen += await field.EvaluateAsync<bool>("(field, name) => field.files[0].name === name", name) ? 1 : 0;
        }

        Shown[Sink.FileName] = chosen;
        Suspicious += await browser.ProvokeAsync();
    }

    private async Task LiveAsync() => await Expect(browser.Page.Locator("#bar .state")).ToHaveTextAsync("Live");

    private Task SeeAsync(string name, string path, params Sink[] sinks) => SeeAsync(name, path, null, sinks);

    private async Task SeeAsync(string name, string path, Func<Task>? ready, params Sink[] sinks)
    {
        Suspicious += await browser.VisitAsync(name, path, ready);
        var words = await browser.WordsAsync();
        foreach (var sink in sinks)
            Count(sink, words, sink);
    }

    private void Count(Sink sink, string words, Sink from) =>
        Shown[sink] = Enumerable.Range(0, Payloads.Count).Count(i => words.Contains(Watched.Collapse(Payloads.LineAt(from, i, from == Sink.Name ? 80 : 120)), StringComparison.Ordinal));

    private async Task<int> HowManyAsync(IEnumerable<string> payloads)
    {
        var words = (await browser.WordsAsync()).Replace("%2F", "/", StringComparison.Ordinal);
        return payloads.Count(payload => words.Contains(Watched.Collapse(payload), StringComparison.Ordinal));
    }

    /// <summary>Where the page's own escaping is taken out: all words that its script has put there are shown once more, as HTML.</summary>
    private async Task ShowUnsafelyAsync()
    {
        await browser.Page.EvaluateAsync("""
            () => {
              if (!globalThis.unsafely) return;
              const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
              while (texts.nextNode())
                if (/[<\[]/.test(texts.currentNode.data) && !texts.currentNode.parentElement.closest('script, style, [data-unsafe]')) found.push(texts.currentNode.data);
              for (const field of document.querySelectorAll('input, textarea')) found.push(field.value);
              const place = document.createElement('div');
              place.dataset.unsafe = '';
              document.body.append(place);
              for (const words of new Set(found)) unsafely(place, words);
            }
            """);
        Suspicious += await browser.ProvokeAsync();
        Refused += await browser.Page.EvaluateAsync<int>("() => globalThis.refused ?? 0");
    }
}
