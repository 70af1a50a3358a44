using System.Globalization;
using Microsoft.Playwright;

namespace Collab.Benchmarks;

/// <summary>What a reader feels in a room with 10,000 notes: until it is there, a note that comes, a filter, and a replay.</summary>
internal static class BrowserBenchmark
{
    private const string Table = "In the browser, 10,000 notes on passages of the resolution";
    private const int Notes = 10_000;
    private const int Runs = 15;

    // Whatever is measured ends when the frame that shows it has been handed to the screen.
    private const string Prepare = """
        globalThis.painted = () => new Promise(done => requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = () => done(performance.now()); channel.port2.postMessage(0); }));
        globalThis.arrivals = [];
        globalThis.WebSocket = class extends WebSocket {
          constructor(...about) {
            super(...about);
            this.addEventListener('message', event => {
              if (!String(event.data).includes('AnnotationAdded')) return;
              const from = performance.now();
              globalThis.painted().then(to => globalThis.arrivals.push(to - from));
            });
          }
        };
        new MutationObserver((_, watching) => {
          if (!document.querySelector('#bar .bar-count')?.textContent) return;
          watching.disconnect();
          globalThis.painted().then(at => { globalThis.readyAt = at; });
        }).observe(document, { childList: true, subtree: true, characterData: true });
        """;

    public static async Task RunAsync(Report report)
    {
        await using var room = await Room.OpenAsync();
        await FillAsync(room);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        });
        await using var context = await browser.NewContextAsync(new() { ExtraHTTPHeaders = new Dictionary<string, string> { ["Authorization"] = "Bearer " + room.Token } });
        await context.AddInitScriptAsync(Prepare);
        var page = await context.NewPageAsync();
        var ready = new List<double>();
        for (var i = 0; i < 7; i++)
        {
            await page.GotoAsync(new Uri(room.Server.Address, $"rooms/{room.Document}").ToString());
            await page.WaitForFunctionAsync("() => globalThis.readyAt");
            ready.Add(await page.EvaluateAsync<double>("() => globalThis.readyAt"));
        }

        Row(report, "until the room is ready, with all notes painted", ready);
        await page.Locator("#bar .state.live").WaitForAsync();
        Row(report, "a note that comes, to the painted frame", await ArrivalsAsync(room, page));
        await page.Keyboard.PressAsync("/");
        await page.Locator("#filter-words").WaitForAsync();
        Row(report, "a filter by a word that 1 note in 7 has", await FilterAsync(page, "#filter-words", "input", ["w3", ""]));
        Row(report, "a filter by kind that every note passes", await FilterAsync(page, "#filter-kind", "change", ["unresolved", ""]));
        await page.Keyboard.PressAsync("Escape");
        await ReplayAsync(report, page);
    }

    private static async Task<List<double>> ArrivalsAsync(Room room, IPage page)
    {
        var writer = await room.ConnectAsync();
        for (var i = 0; i < Runs; i++)
        {
            await AnnotateAsync(room, writer, i);
            await page.WaitForFunctionAsync($"() => globalThis.arrivals.length > {i}");
        }

        await writer.DisposeAsync();
        return [.. await page.EvaluateAsync<double[]>("() => globalThis.arrivals")];
    }

    private static async Task<List<double>> FilterAsync(IPage page, string field, string kind, string[] values)
    {
        var times = new List<double>();
        for (var i = 0; i < Runs; i++)
        {
            times.Add(await page.EvaluateAsync<double>("""
                async ([field, kind, value]) => {
                  const element = document.querySelector(field);
                  await globalThis.painted();
                  const from = performance.now();
                  element.value = value;
                  element.dispatchEvent(new Event(kind, { bubbles: true }));
                  return await globalThis.painted() - from;
                }
                """, new[] { field, kind, values[i % values.Length] }));
        }

        return times;
    }

    private static async Task ReplayAsync(Report report, IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Menu", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Replay", Exact = true }).ClickAsync();
        await page.WaitForFunctionAsync($"() => Number(document.querySelector('.replay input[type=range]')?.max) >= {Notes}", options: new() { Timeout = 120_000 });
        var times = new List<double>();
        for (var i = 0; i < Runs; i++)
        {
            times.Add(await page.EvaluateAsync<double>("""
                async step => {
                  const element = document.querySelector('.replay input[type=range]');
                  await globalThis.painted();
                  const from = performance.now();
                  element.value = step;
                  element.dispatchEvent(new Event('input', { bubbles: true }));
                  return await globalThis.painted() - from;
                }
                """, i % 2 == 0 ? Notes - (i * 300) : i * 300));
        }

        Row(report, "a replay: from one moment to another far away", times);
        times.Clear();
        for (var i = 0; i < Runs; i++)
        {
            times.Add(await page.EvaluateAsync<double>("""
                async () => {
                  await globalThis.painted();
                  const from = performance.now();
                  document.querySelector('.replay [aria-label="One step back"]').click();
                  return await globalThis.painted() - from;
                }
                """));
        }

        Row(report, "a replay: one step back", times);
    }

    private static void Row(Report report, string what, List<double> times)
    {
        times.Sort();
        report.Row(Table, what, string.Create(CultureInfo.InvariantCulture, $"p50 {times[times.Count / 2]:0} ms, max {times[^1]:0} ms"), "", null);
    }

    private static async Task FillAsync(Room room)
    {
        var clients = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => room.ConnectAsync()));
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async caller =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) <= Notes;)
                await AnnotateAsync(room, clients[caller % clients.Length], i);
        }));
        foreach (var client in clients)
            await client.DisposeAsync();
    }

    private static Task<string> AnnotateAsync(Room room, HubClient client, int number)
    {
        var start = number % 50;
        return client.InvokeAsync(
            "Annotate",
            $$$"""[{"document":"{{{room.Document}}}","commandId":"{{{Guid.NewGuid()}}}","targets":[{"clause":"{{{room.Clauses[number % room.Clauses.Length]}}}","position":{"start":{{{start}}},"end":{{{start + 5 + (number % 31)}}}}}],"body":{"text":"Note w{{{number % 7}}} of many. {{{Room.Text(number)}}}","format":"markdown"}}]""");
    }
}
