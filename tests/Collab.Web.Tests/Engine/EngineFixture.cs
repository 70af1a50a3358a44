using Microsoft.Playwright;

namespace Collab.Web.Tests.Engine;

/// <summary>One headless Chromium and one server of the compiled modules, for all tests of the engine.</summary>
public sealed class EngineFixture : IAsyncLifetime
{
    /// <summary>For what must happen: these tests take what others leave of the processors, which may be little for minutes. Nothing is measured by it.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private IPlaywright? playwright;
    private IBrowser? browser;

    internal ModuleServer Server { get; } = new();

    public async Task InitializeAsync()
    {
        Environment.SetEnvironmentVariable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        await Server.StartAsync();
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = FindChromium(), Args = ["--no-sandbox"], Timeout = (float)Patience.TotalMilliseconds });
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>A page with the import map and the policy of the product, in a browser profile of its own.</summary>
    public async Task<IPage> OpenAsync(string path = "/")
    {
        var context = await browser!.NewContextAsync();
        context.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        return await OpenAsync(context, path);
    }

    /// <summary>Another tab of the same profile.</summary>
    public async Task<IPage> OpenAsync(IBrowserContext context, string path = "/")
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(path.StartsWith('/') ? Server.Address + path : path);
        return page;
    }

    private static string FindChromium()
    {
        var named = Environment.GetEnvironmentVariable("CHROMIUM");
        if (!string.IsNullOrEmpty(named))
            return named;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.SelectMany(_ => new[] { "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome" }, Path.Combine).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("These tests drive Chromium: install it, or name it in CHROMIUM.");
    }
}
