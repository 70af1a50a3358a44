using Collab.Testing;
using Microsoft.Playwright;

namespace Collab.Browser.Tests.Support;

/// <summary>One Chromium and one server for the whole assembly: begun by the first class that needs them, ended with the last.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static int _users;
    private static IPlaywright? _playwright;
    private static IBrowser? _browser;
    private static CollabServer? _server;

    public IBrowser Browser { get; private set; } = null!;

    public CollabServer Server { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Gate.WaitAsync();
        try
        {
            if (_users++ == 0)
                await BeginAsync();
            (Browser, Server) = (_browser!, _server!);
        }
        finally
        {
            Gate.Release();
        }
    }

    private static async Task BeginAsync()
    {
        Environment.SetEnvironmentVariable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        // The machine may be busy with other tests: what has to be quick is measured where it is promised.
        Assertions.SetDefaultExpectTimeout(15_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
        _server = await CollabServer.StartAsync(settings: new Dictionary<string, string?>
        {
            ["Collab:Limits:Rates"] = "false",
            ["Collab:Hosts:0"] = Chromium.PlainHost,
            ["Collab:Hypothesis"] = "true",
        });
    }

    public async Task DisposeAsync()
    {
        await Gate.WaitAsync();
        try
        {
            if (--_users > 0)
                return;
            if (_browser is not null)
                await _browser.DisposeAsync();
            _playwright?.Dispose();
            if (_server is not null)
                await _server.DisposeAsync();
        }
        finally
        {
            Gate.Release();
        }
    }
}
