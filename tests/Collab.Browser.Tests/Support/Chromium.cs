using Microsoft.Playwright;

namespace Collab.Browser.Tests.Support;

/// <summary>The system's own Chromium, headless: without the browser's own window where there is such a build: its own pages cost more than ours.</summary>
internal static class Chromium
{
    /// <summary>A name of this machine under which a page is no secure context, as on any network without encryption.</summary>
    public const string PlainHost = "reading.example";

    public static async Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        return await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Find(),
            // The machine may be busy with other tests.
            Timeout = 120_000,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", $"--host-resolver-rules=MAP {PlainHost} 127.0.0.1"],
        });
    }

    private static string Find()
    {
        var named = Environment.GetEnvironmentVariable("CHROMIUM");
        if (!string.IsNullOrEmpty(named))
            return named;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.SelectMany(_ => new[] { "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome" }, Path.Combine).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("These tests drive Chromium: install it, or name it in CHROMIUM.");
    }
}
