using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Playwright;

namespace Collab.Browser.Tests.Support;

/// <summary>Somebody's connection to the server, to be cut and mended. It is laid before the page opens.</summary>
public sealed class Line
{
    private readonly ConcurrentBag<(IWebSocketRoute Page, IWebSocketRoute Server)> _sockets = [];
    private readonly Channel<bool> _refused = Channel.CreateUnbounded<bool>();
    private readonly Reader _reader;
    private volatile bool _cut;
    private volatile bool _down;
    private volatile bool _up;

    private Line(Reader reader) => _reader = reader;

    public static async Task<Line> LayAsync(Reader reader)
    {
        var line = new Line(reader);
        await reader.Context.RouteWebSocketAsync("**/hub?*", line.Carry);
        return line;
    }

    /// <summary>Nothing passes any more, and what is open is closed. <paramref name="what"/> is the requests that fail.</summary>
    public async Task CutAsync(string what = "**/*")
    {
        _cut = true;
        await _reader.Context.RouteAsync(what, Abort);
        while (_sockets.TryTake(out var socket))
        {
            await socket.Server.CloseAsync();
            await socket.Page.CloseAsync();
        }
    }

    public async Task MendAsync(string what = "**/*")
    {
        (_cut, _down, _up) = (false, false, false);
        await _reader.Context.UnrouteAsync(what, Abort);
    }

    /// <summary>Waits until the page has tried so often in vain to connect again.</summary>
    public async Task TriedInVainAsync(int times)
    {
        for (var i = 0; i < times; i++)
            await _refused.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Nothing is closed, but no message arrives any more at either end.</summary>
    public void FallSilent() => (_down, _up) = (true, true);

    /// <summary>What the page sends arrives; no answer comes back.</summary>
    public void LoseAnswers() => _down = true;

    private static Task Abort(IRoute route) => route.AbortAsync("internetdisconnected");

    private void Carry(IWebSocketRoute page)
    {
        if (_cut)
        {
            _ = page.CloseAsync();
            _refused.Writer.TryWrite(true);
            return;
        }

        var server = page.ConnectToServer();
        page.OnMessage(frame => Pass(frame, server, _up));
        server.OnMessage(frame => Pass(frame, page, _down));
        _sockets.Add((page, server));
    }

    private static void Pass(IWebSocketFrame frame, IWebSocketRoute to, bool lost)
    {
        if (lost)
            return;
        if (frame.Text is { } text)
            to.Send(text);
        else
            to.Send(frame.Binary!);
    }
}
