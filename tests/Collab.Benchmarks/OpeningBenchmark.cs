using System.Diagnostics;
using System.Net;
using Microsoft.Playwright;

namespace Collab.Benchmarks;

/// <summary>What a reader waits for who opens a document that has much in it.</summary>
internal static class OpeningBenchmark
{
    private const string Table = "Opening a document, beside a bare Kestrel that sends the same bytes from memory";

    public static async Task RunAsync(Report report)
    {
        await using var baseline = await ServerProcess.BaselineAsync();
        foreach (var count in (int[])[1_000, 10_000, 100_000])
        {
            await using var room = await Room.OpenAsync();
            await FillAsync(room, count);
            await RowsAsync(report, room, baseline, $"{count:N0} annotations");
        }
    }

    /// <summary>Adds so many notes.</summary>
    public static async Task FillAsync(Room room, int count)
    {
        var clients = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => room.ConnectAsync()));
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, 128).Select(async caller =>
        {
            while (Interlocked.Increment(ref next) <= count)
                await AddAsync(room, clients[caller % clients.Length], caller);
        }));
        foreach (var client in clients)
            await client.DisposeAsync();
    }

    // On a machine that is busy the server may not know in time whether a note was stored: it is sent again under its id, and is there once.
    private static async Task AddAsync(Room room, HubClient client, int clause)
    {
        for (var (command, tries) = (Guid.NewGuid(), 0); ; tries++)
        {
            try
            {
                await room.AnnotateAsync(client, clause, Room.Text(0), command);
                return;
            }
            catch (InvalidOperationException unknown) when (tries < 5 && unknown.Message.Contains("outcome-unknown", StringComparison.Ordinal))
            {
                Console.Error.WriteLine("A note is sent again.");
            }
        }
    }

    private static async Task RowsAsync(Report report, Room room, ServerProcess baseline, string what)
    {
        var (first, plain) = await FetchAsync(room.Server.Address, $"api/documents/{room.Document}", room.Token, DecompressionMethods.None);
        using (var client = new HttpClient { BaseAddress = baseline.Address })
            await client.PutAsync("page", new ByteArrayContent(plain));
        var warm = await MedianAsync(async () => (await FetchAsync(room.Server.Address, $"api/documents/{room.Document}", room.Token, DecompressionMethods.None)).Took);
        var bare = await MedianAsync(async () => (await FetchAsync(baseline.Address, "page", null, DecompressionMethods.None)).Took);
        report.Row(Table, $"{what}: snapshot, {plain.Length / 1024.0:N0} KiB, warm", $"{warm.TotalMilliseconds:0.0} ms", $"{bare.TotalMilliseconds:0.0} ms", warm / bare);
        var compressed = await CompressedAsync(room);
        report.Row(Table, $"{what}: first snapshot after a write", $"{first.TotalMilliseconds:0.0} ms", "", null);
        report.Row(Table, $"{what}: bytes on the wire, brotli", $"{compressed / 1024.0:N0} KiB", $"{plain.Length / 1024.0:N0} KiB", (double)compressed / plain.Length);
        await room.RestartAsync();
        var (cold, _) = await FetchAsync(room.Server.Address, $"api/documents/{room.Document}", room.Token, DecompressionMethods.None);
        report.Row(Table, $"{what}: the same, cold (grains wake, just started)", $"{cold.TotalMilliseconds:0} ms", $"{bare.TotalMilliseconds:0.0} ms", null);
        report.Row(Table, $"{what}: first content in the browser", $"{await FirstContentAsync(room):0} ms", "", null);
    }

    private static async Task<(TimeSpan Took, byte[] Bytes)> FetchAsync(Uri address, string path, string? token, DecompressionMethods methods)
    {
        using var handler = new HttpClientHandler { AutomaticDecompression = methods };
        using var client = new HttpClient(handler) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var began = Stopwatch.GetTimestamp();
        var bytes = await client.GetByteArrayAsync(path);
        return (Stopwatch.GetElapsedTime(began), bytes);
    }

    private static async Task<int> CompressedAsync(Room room)
    {
        using var client = room.Client();
        client.DefaultRequestHeaders.AcceptEncoding.Add(new("br"));
        return (await client.GetByteArrayAsync($"api/documents/{room.Document}")).Length;
    }

    private static async Task<TimeSpan> MedianAsync(Func<Task<TimeSpan>> measure)
    {
        var times = new List<TimeSpan>();
        for (var i = 0; i < 9; i++)
            times.Add(await measure());
        times.Sort();
        return times[times.Count / 2];
    }

    private static async Task<double> FirstContentAsync(Room room)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        });
        await using var context = await browser.NewContextAsync(new() { ExtraHTTPHeaders = new Dictionary<string, string> { ["Authorization"] = "Bearer " + room.Token } });
        var times = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            var page = await context.NewPageAsync();
            await page.GotoAsync(new Uri(room.Server.Address, $"rooms/{room.Document}").ToString(), new() { WaitUntil = WaitUntilState.DOMContentLoaded });
            times.Add(await page.EvaluateAsync<double>("""
                () => new Promise(done => new PerformanceObserver(list => { for (const e of list.getEntriesByName('first-contentful-paint')) done(e.startTime); }).observe({ type: 'paint', buffered: true }))
                """));
            await page.CloseAsync();
        }

        times.Sort();
        return times[times.Count / 2];
    }
}
