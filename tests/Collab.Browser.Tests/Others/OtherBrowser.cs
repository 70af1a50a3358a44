using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Collab.Browser.Tests.Others;

/// <summary>A browser that is no Chromium, with one page, moved as a hand moves it: real clicks and real keys.</summary>
internal abstract class OtherBrowser : IAsyncDisposable
{
    /// <summary>One for all waits, so that none gives up before another: the machine may do other things meanwhile.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public abstract Task GoAsync(string url);

    /// <summary>The value of an expression, as JSON.</summary>
    protected abstract Task<string> EvaluateAsync(string expression);

    /// <summary>A click, in CSS pixels of the window.</summary>
    protected abstract Task ClickAtAsync(int x, int y);

    /// <param name="control">Held down meanwhile: Control.</param>
    public abstract Task TypeAsync(string keys, bool control = false);

    public abstract Task ResizeAsync(int width, int height);

    public abstract Task PictureAsync(string path);

    public abstract ValueTask DisposeAsync();

    public async Task<T> AskAsync<T>(string expression) => JsonSerializer.Deserialize<T>(await EvaluateAsync($"JSON.stringify({expression})"))!;

    /// <summary>Waits until an expression is true.</summary>
    public async Task UntilAsync(string expression)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await AskAsync<bool>($"!!({expression})"))
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, $"Still not so after {Patience.TotalSeconds} s: {expression}. The page says: {await AskAsync<string>("document.body.innerText")}");
            await Task.Delay(Poll);
        }
    }

    /// <summary>Clicks on the first element of a selector that is visible, once there is one and it rests: what moves between the look and the click is missed.</summary>
    public async Task ClickAsync(string selector)
    {
        var element = $"[...document.querySelectorAll({JsonSerializer.Serialize(selector)})].find(element => element.checkVisibility())";
        await UntilAsync($$"""
            (element => {
              if (!element) return false;
              element.scrollIntoView({ block: 'center', behavior: 'instant' });
              const { x, y, width, height } = element.getBoundingClientRect(), before = globalThis.restedAt;
              globalThis.restedAt = [{{JsonSerializer.Serialize(selector)}}, x, y, width, height].join();
              return before === globalThis.restedAt && element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
            })({{element}})
            """);
        var at = await AskAsync<double[]>($"(element => {{ const box = element.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; }})({element})");
        await ClickAtAsync((int)at[0], (int)at[1]);
    }

    private static TimeSpan Poll { get; } = TimeSpan.FromMilliseconds(50);

    /// <summary>A program of its own on loopback; it ends with this browser.</summary>
    protected static Process Start(string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    protected static async Task EndAsync(Process process)
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    protected static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
