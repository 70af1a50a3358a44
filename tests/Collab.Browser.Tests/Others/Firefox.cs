using System.Diagnostics;
using WebDriverBiDi;
using WebDriverBiDi.BrowsingContext;
using WebDriverBiDi.Input;
using WebDriverBiDi.Script;
using WebDriverBiDi.Session;

namespace Collab.Browser.Tests.Others;

/// <summary>Debian's Firefox, by WebDriver BiDi, which it speaks itself.</summary>
internal sealed class Firefox : OtherBrowser
{
    private const string Listening = "WebDriver BiDi listening on ";

    // By the WebDriver standard's table of keys.
    private const string Control = "\uE009";

    private readonly Process _process;
    private readonly BiDiDriver _driver = new(Patience);
    private readonly string _profile;
    private string _page = "";

    private Firefox(Process process, string profile) => (_process, _profile) = (process, profile);

    public static async Task<Firefox> StartAsync()
    {
        var profile = Directory.CreateTempSubdirectory("collab-firefox-").FullName;
        var firefox = new Firefox(Start("firefox-esr", ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"]), profile);
        string? line;
        do
            line = await firefox._process.StandardError.ReadLineAsync().WaitAsync(Patience);
        while (line is not null && !line.Contains(Listening, StringComparison.Ordinal));
        _ = firefox._process.StandardError.BaseStream.CopyToAsync(Stream.Null);
        _ = firefox._process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        await firefox._driver.StartAsync($"{line?.Split(Listening)[1].Trim()}/session");
        await firefox._driver.Session.NewSessionAsync(new NewCommandParameters());
        firefox._page = (await firefox._driver.BrowsingContext.GetTreeAsync(new GetTreeCommandParameters())).ContextTree[0].BrowsingContextId;
        return firefox;
    }

    public override async Task GoAsync(string url) => await _driver.BrowsingContext.NavigateAsync(new NavigateCommandParameters(_page, url) { Wait = ReadinessState.Complete });

    protected override async Task<string> EvaluateAsync(string expression) =>
        await _driver.Script.EvaluateAsync(new EvaluateCommandParameters(expression, new ContextTarget(_page), true)) is EvaluateResultSuccess answer && answer.Result is StringRemoteValue text
            ? text.Value
            : throw new InvalidOperationException($"Firefox could not evaluate {expression}");

    protected override Task ClickAtAsync(int x, int y) => PerformAsync(new PointerSourceActions("mouse")
    {
        Actions = { new PointerMoveAction { X = x, Y = y }, new PointerDownAction(0), new PointerUpAction(0) },
    });

    public override Task TypeAsync(string keys, bool control = false)
    {
        var typing = new KeySourceActions("keyboard");
        if (control)
            typing.Actions.Add(new KeyDownAction(Control));
        foreach (var key in keys.Select(key => $"{key}"))
        {
            typing.Actions.Add(new KeyDownAction(key));
            typing.Actions.Add(new KeyUpAction(key));
        }

        if (control)
            typing.Actions.Add(new KeyUpAction(Control));
        return PerformAsync(typing);
    }

    public override async Task ResizeAsync(int width, int height) =>
        await _driver.BrowsingContext.SetViewportAsync(new SetViewportCommandParameters { BrowsingContextId = _page, Viewport = new Viewport { Width = (ulong)width, Height = (ulong)height } });

    public override async Task PictureAsync(string path) =>
        await File.WriteAllBytesAsync(path, Convert.FromBase64String((await _driver.BrowsingContext.CaptureScreenshotAsync(new CaptureScreenshotCommandParameters(_page))).Data));

    public override async ValueTask DisposeAsync()
    {
        await _driver.DisposeAsync();
        await EndAsync(_process);
        Directory.Delete(_profile, recursive: true);
    }

    private async Task PerformAsync(SourceActions actions)
    {
        var parameters = new PerformActionsCommandParameters(_page);
        parameters.Actions.Add(actions);
        await _driver.Input.PerformActionsAsync(parameters);
    }
}
