using Collab.Browser.Tests.Support;
using Collab.Testing;
using Xunit.Abstractions;

namespace Collab.Browser.Tests.Others;

/// <summary>
/// What a member does in an hour, in the two other engines. COLLAB_BROWSERS=1 has it done (tests/browsers.sh installs what it needs);
/// COLLAB_PICTURES names a folder for what they showed.
/// </summary>
public sealed class OtherBrowsersTests(ITestOutputHelper output)
{
    [Fact]
    public Task In_Firefox_one_comes_in_reads_writes_is_told_and_is_led() => RunAsync("firefox", async () => await Firefox.StartAsync());

    [Fact]
    public Task In_WebKit_one_comes_in_reads_writes_is_told_and_is_led() => RunAsync("webkit", async () => await WebKit.StartAsync());

    private async Task RunAsync(string name, Func<Task<OtherBrowser>> startAsync)
    {
        if (Environment.GetEnvironmentVariable("COLLAB_BROWSERS") != "1")
        {
            output.WriteLine("Not run: it needs half a gigabyte of other browsers; tests/browsers.sh installs them and has it done.");
            return;
        }

        await using var server = await CollabServer.StartAsync();
        await using var browser = await startAsync();
        await browser.ResizeAsync(1360, 900);

        // Comes in by the link.
        await browser.GoAsync($"{server.Address}join#{server.OwnerSecret}");
        await browser.ClickAsync("input[name=displayName], #name");
        await browser.TypeAsync("Vera Lindqvist");
        await browser.TypeAsync("\uE007");
        await browser.ClickAsync("#joined a");
        await browser.UntilAsync("document.querySelector('#bar .state')?.textContent === 'Live'");
        Assert.InRange(await browser.AskAsync<int>("document.querySelectorAll('section.clause').length"), 10, 100);
        await browser.AskAsync<bool>("""(() => { globalThis.complaints = []; for (const kind of ["error", "unhandledrejection", "securitypolicyviolation"]) addEventListener(kind, e => complaints.push(kind + " " + (e.message ?? e.reason ?? e.violatedDirective))); return true; })()""");

        // Writes.
        await browser.ClickAsync("section.clause[data-label='1.'] .comment, section.clause[data-label='1'] .comment");
        await browser.UntilAsync("document.activeElement?.matches('.composer textarea')");
        await browser.TypeAsync("Written in another engine.");
        await browser.TypeAsync("\uE007", control: true);
        await browser.UntilAsync("[...document.querySelectorAll('.card')].some(card => card.textContent.includes('Written in another engine.')) && !document.querySelector('.composer')");

        // Is told, and shown which words.
        var room = new Room(server, server.Seminar, server.Document, await server.JoinAsync(Domain.Policy.Role.Moderator, "Mara Stein"));
        var clause = (string)(await room.SnapshotAsync(room.Owner))["clauses"]!.AsArray().First(each => ((string?)each!["label"])?.TrimEnd('.') == "2")!["text"]!;
        var words = string.Join(' ', clause.Split(' ').Take(4));
        await room.WriteAsync(room.Owner, "2", "Look at this.", quote: words);
        await browser.UntilAsync("[...document.querySelectorAll('.card')].some(card => card.textContent.includes('Look at this.'))");
        await browser.UntilAsync($"[...CSS.highlights.values()].some(highlight => [...highlight].some(range => range.startContainer.data.slice(range.startOffset, range.endOffset) === {System.Text.Json.JsonSerializer.Serialize(words)}))");

        // Is led.
        await room.DoAsync(room.Owner, "session/open", new { commandId = Guid.NewGuid(), title = "The first hour" });
        await room.DoAsync(room.Owner, "lead", new { commandId = Guid.NewGuid(), clause = await room.ClauseAsync("6") });
        await browser.UntilAsync("document.querySelector('[aria-label=\"The session now\"]')?.textContent.includes('We are at point 6')");

        // Comes back to it all.
        await PictureAsync(browser, name);
        await browser.ResizeAsync(500, 900);
        await browser.UntilAsync("document.documentElement.scrollWidth <= innerWidth");
        await PictureAsync(browser, $"{name}-narrow");
        Assert.Empty(await browser.AskAsync<string[]>("complaints"));
        await browser.GoAsync($"{server.Address}rooms/{server.Document}");
        await browser.UntilAsync("document.querySelector('#bar .state')?.textContent === 'Live' && document.body.textContent.includes('Written in another engine.')");
    }

    private static Task PictureAsync(OtherBrowser browser, string name) => Environment.GetEnvironmentVariable("COLLAB_PICTURES") is { } folder ? browser.PictureAsync(Path.Combine(folder, $"{name}.png")) : Task.CompletedTask;
}
