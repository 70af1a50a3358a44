using System.Collections.Concurrent;
using System.Text.Json;
using Collab.Browser.Tests.Support;
using Microsoft.Playwright;

namespace Collab.Browser.Tests.Sessions.Scripted;

/// <summary>Everything that comes to a browser: frames of its sockets, answers, and what a stream of server-sent events tells.</summary>
internal sealed class PageTrace
{
    private readonly ConcurrentQueue<string> _frames = [];
    private readonly ConcurrentQueue<string> _bodies = [];
    private readonly ConcurrentQueue<Task<string>> _answers = [];
    private readonly string _document;

    private PageTrace(string document) => _document = document;

    public Trace Trace { get; } = new();

    public static async Task<PageTrace> OfAsync(Reader reader, string document)
    {
        var trace = new PageTrace(document);
        reader.Context.Page += (_, page) => page.WebSocket += (_, socket) => trace.Listen(socket);
        reader.Page.WebSocket += (_, socket) => trace.Listen(socket);
        reader.Context.Response += (_, response) => trace.Hear(response);
        // What was asked for passes through here: of a page that has gone on since, a browser does not tell any more what it was given.
        await reader.Context.RouteAsync(IsAsked, trace.PassAsync);
        // Chromium does not know whence such a page came: it would open no socket to this machine.
        await reader.Context.GrantPermissionsAsync(["local-network-access"]);
        var session = await reader.Context.NewCDPSessionAsync(reader.Page);
        await session.SendAsync("Network.enable");
        session.Event("Network.eventSourceMessageReceived").OnEvent += (_, message) => trace._frames.Enqueue(message!.Value.GetRawText());
        return trace;
    }

    /// <summary>All of it. Ask before a page is closed: what was not read by then is gone.</summary>
    public async Task<string> RawAsync() => string.Join('\n', [.. _frames, .. _bodies, .. await Task.WhenAll(_answers)]);

    private void Listen(IWebSocket socket)
    {
        // Which of the streams is the document's is said where it is asked for.
        var (watched, rest) = ("", "");
        socket.FrameSent += (_, frame) =>
        {
            foreach (var message in Messages(frame.Text ?? "").Where(message => message.TryGetProperty("target", out var target) && target.GetString() == "Watch"))
                watched = message.GetProperty("invocationId").GetString()!;
        };
        socket.FrameReceived += (_, frame) =>
        {
            _frames.Enqueue(frame.Text ?? "");
            rest += frame.Text;
            var end = rest.LastIndexOf('\u001e') + 1;
            foreach (var message in Messages(rest[..end]).Where(message => message.TryGetProperty("item", out JsonElement _) && message.GetProperty("invocationId").GetString() == watched))
                Trace.AddBatch(message.GetProperty("item").Clone());
            rest = rest[end..];
        };
    }

    /// <summary>Anything but what is the same for all: scripts, styles, pictures.</summary>
    private static bool IsAsked(string url) => new Uri(url).AbsolutePath is var path && !Path.HasExtension(path) && path != "/hub";

    private async Task PassAsync(IRoute route)
    {
        var request = route.Request;
        // A stream has no end to wait for: what is told there is heard otherwise.
        if (request.Method != "GET" || request.Headers.GetValueOrDefault("accept", "").StartsWith("text/event-stream", StringComparison.Ordinal))
        {
            await route.ContinueAsync();
            return;
        }

        try
        {
            var answer = await route.FetchAsync(new() { MaxRedirects = 0 });
            var body = await answer.TextAsync();
            _bodies.Enqueue(body);
            var url = new Uri(request.Url);
            if (url.AbsolutePath == $"/api/documents/{_document}" && !url.Query.Contains("at=", StringComparison.Ordinal))
                Trace.AddSnapshot(body);
            await route.FulfillAsync(new() { Response = answer });
        }
        catch (PlaywrightException) when (request.Frame.Page.IsClosed)
        {
            // Nobody is there any more to be given it.
        }
    }

    private void Hear(IResponse response)
    {
        // Answers to commands.
        if (response.Request.Method != "GET" && response.Headers.GetValueOrDefault("content-type", "").StartsWith("application/json", StringComparison.Ordinal))
            _answers.Enqueue(response.TextAsync());
    }

    private static IEnumerable<JsonElement> Messages(string text) => text.Split('\u001e', StringSplitOptions.RemoveEmptyEntries).Select(message => JsonElement.Parse(message));
}
