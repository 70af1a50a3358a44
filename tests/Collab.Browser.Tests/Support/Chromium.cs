using Microsoft.Playwright;

namespace Collab.Browser.Tests.Support;

/// <summary>The system's own Chromium, headless.</summary>
internal static class Chromium
{
    /// <summary>A name of this machine under which a page is no secure context, as on any network without encryption.</summary>
    public const string PlainHost = "reading.example";

    /// <summary>
    /// What Playwright switches off, and the browser's own pages, of which it would prepare one, in a process of its own, for every window.
    /// The last list counts alone.
    /// </summary>
    private const string WithoutItsOwnPages = "--disable-features=AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,DialMediaRouteProvider,GlobalMediaControls,HttpsUpgrades,"
        + "LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,Translate,OptimizationHints,NetworkTimeServiceQuerying,PreloadTopChromeWebUI";

    public static async Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        return await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Find(),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", $"--host-resolver-rules=MAP {PlainHost} 127.0.0.1", WithoutItsOwnPages],
        });
    }

    private static string Find()
    {
        var named = Environment.GetEnvironmentVariable("CHROMIUM");
        if (!string.IsNullOrEmpty(named))
            return named;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.SelectMany(_ => new[] { "chromium", "chromium-browser", "google-chrome" }, Path.Combine).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("These tests drive Chromium: install it, or name it in CHROMIUM.");
    }
}
