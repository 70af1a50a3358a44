using System.Diagnostics;
using Collab.Testing;
using OpenQA.Selenium;
using OpenQA.Selenium.Interactions;
using OpenQA.Selenium.Remote;

namespace Collab.Browser.Tests.Others;

/// <summary>WebKit as Debian packages it with its driver, in a window of a screen that nobody sees.</summary>
internal sealed class WebKit : OtherBrowser
{
    private readonly Process _screen;
    private readonly Process _driver;
    private readonly RemoteWebDriver _browser;

    private WebKit(Process screen, Process driver, RemoteWebDriver browser) => (_screen, _driver, _browser) = (screen, driver, browser);

    private static string MiniBrowser => Directory.GetDirectories("/usr/lib", "*-linux-gnu").SelectMany(folder => Directory.GetDirectories(folder, "webkit2gtk-*")).Select(folder => Path.Combine(folder, "MiniBrowser")).First(File.Exists);

    public static async Task<WebKit> StartAsync()
    {
        var screen = Start("Xvfb", ["-displayfd", "1", "-screen", "0", "1500x1000x24", "-nolisten", "tcp"]);
        var display = await screen.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        var port = Ports.Free();
        // Its sandbox needs namespaces that a container has not; it shows this test's own pages alone.
        var driver = Start("WebKitWebDriver", [$"--port={Text(port)}", "--host=127.0.0.1"], ("DISPLAY", $":{display}"), ("LIBGL_ALWAYS_SOFTWARE", "1"), ("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1"));
        var address = new Uri($"http://127.0.0.1:{port}/");
        using var client = new HttpClient { BaseAddress = address };
        for (var began = Stopwatch.GetTimestamp(); ; await Task.Delay(Poll))
        {
            try
            {
                using var answer = await client.GetAsync("status");
                break;
            }
            catch (HttpRequestException) when (Stopwatch.GetElapsedTime(began) < Patience)
            {
                // It does not listen yet.
            }
        }

        return new WebKit(screen, driver, await Task.Run(() => new RemoteWebDriver(address, new MiniBrowserOptions())));
    }

    public override Task GoAsync(string url) => _browser.Navigate().GoToUrlAsync(url);

    protected override Task<string> EvaluateAsync(string expression) => Task.FromResult((string)_browser.ExecuteScript($"return {expression};")!);

    protected override Task ClickAtAsync(int x, int y)
    {
        var mouse = new PointerInputDevice(PointerKind.Mouse, "mouse");
        var click = new ActionSequence(mouse);
        click.AddAction(mouse.CreatePointerMove(CoordinateOrigin.Viewport, x, y, TimeSpan.Zero));
        click.AddAction(mouse.CreatePointerDown(MouseButton.Left));
        click.AddAction(mouse.CreatePointerUp(MouseButton.Left));
        _browser.PerformActions([click]);
        return Task.CompletedTask;
    }

    public override Task TypeAsync(string keys, bool control = false)
    {
        var actions = new Actions(_browser);
        (control ? actions.KeyDown(Keys.Control).SendKeys(keys).KeyUp(Keys.Control) : actions.SendKeys(keys)).Perform();
        return Task.CompletedTask;
    }

    public override Task ResizeAsync(int width, int height)
    {
        _browser.Manage().Window.Size = new(width, height);
        return Task.CompletedTask;
    }

    public override Task PictureAsync(string path)
    {
        _browser.GetScreenshot().SaveAsFile(path);
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await EndAsync(_driver);
        await EndAsync(_screen);
    }

    private static TimeSpan Poll { get; } = TimeSpan.FromMilliseconds(50);

    private sealed class MiniBrowserOptions : DriverOptions
    {
        public override void AddAdditionalOption(string optionName, object optionValue) => throw new NotSupportedException($"{optionName} = {optionValue}");

        public override ICapabilities ToCapabilities()
        {
            var capabilities = GenerateDesiredCapabilities(true);
            capabilities.SetCapability("webkitgtk:browserOptions", new Dictionary<string, object> { ["binary"] = MiniBrowser, ["args"] = new[] { "--automation" } });
            return capabilities;
        }
    }
}
