using Microsoft.Playwright;

namespace Collab.Benchmarks.Goals;

/// <summary>The room's first content, beside the same page whose scripts the browser does not run.</summary>
internal static class BrowserGoals
{
    private const int Loads = 5;

    public static async Task RunAsync(GoalRun run)
    {
        await using var room = await Room.OpenAsync();
        await OpeningBenchmark.FillAsync(room, 1000);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        });
        await run.RepeatAsync(async repeat =>
        {
            var (scripted, plain) = await GoalRun.InTurnsAsync(repeat, () => LoadAsync(browser, room, true), () => LoadAsync(browser, room, false));
            run.Add("first-content", scripted, plain);
        });
    }

    private static async Task<double> LoadAsync(IBrowser browser, Room room, bool scripts)
    {
        await using var context = await browser.NewContextAsync(new() { JavaScriptEnabled = scripts, ExtraHTTPHeaders = new Dictionary<string, string> { ["Authorization"] = "Bearer " + room.Token } });
        var times = new List<double>();
        for (var i = 0; i < Loads; i++)
        {
            var page = await context.NewPageAsync();
            await page.GotoAsync(new Uri(room.Server.Address, $"rooms/{room.Document}").ToString(), new() { WaitUntil = WaitUntilState.DOMContentLoaded });
            double? painted = null;
            for (var tries = 0; painted is null && tries < 500; tries++)
            {
                painted = await page.EvaluateAsync<double?>("() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null");
                if (painted is null)
                    await Task.Delay(TimeSpan.FromMilliseconds(10));
            }

            times.Add(painted ?? throw new InvalidOperationException("The browser painted nothing."));
            await page.CloseAsync();
        }

        return times.Order().ElementAt(Loads / 2);
    }
}
