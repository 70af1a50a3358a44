using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Collab.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Connection;

/// <summary>Somebody else signs in beside a page that stays open.</summary>
public sealed class AnotherPersonTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_one_wrote_is_never_sent_under_another_and_is_sent_when_they_are_back(bool webSocket)
    {
        var room = await NewRoomAsync();
        var (ida, jon) = (await room.JoinAsync(Role.Annotator, "Ida Berg"), await room.JoinAsync(Role.Annotator, "Jon Sand"));
        var browser = await BrowserOfAsync(ida, room);
        if (!webSocket)
            await browser.Page.AddInitScriptAsync("globalThis.WebSocket = class { constructor() { throw new Error('none here'); } };");
        var line = await Line.LayAsync(browser);
        await browser.OpenRoomAsync();
        await line.CutAsync();
        await Expect(browser.State).ToHaveTextAsync("Offline");
        await browser.CommentAsync("3", "Ida wrote this.");
        await Expect(browser.Notices).ToContainTextAsync("1 not sent yet");

        await SignInAsync(browser, jon);
        await line.MendAsync();
        await Expect(browser.Notices).ToContainTextAsync("What you wrote as Ida Berg is kept in this browser");
        await Expect(browser.Card("Ida wrote this.")).ToContainTextAsync("Not sent yet");
        await browser.Button("Open the page anew").ClickAsync();
        await Expect(browser.State).ToHaveTextAsync("Live");
        await Expect(browser.Notices).ToContainTextAsync("1 not sent yet of Ida Berg: kept in this browser until Ida Berg is signed in again.");
        await browser.CommentAsync("3", "Jon wrote this.");
        await Expect(browser.Card("Jon wrote this.")).ToHaveAttributeAsync("data-number", "1");

        await SignInAsync(browser, ida);
        await browser.OpenRoomAsync();
        await Expect(browser.Card("Ida wrote this.")).ToHaveAttributeAsync("data-number", "2");
        await Expect(browser.Notices).Not.ToContainTextAsync("not sent yet");
        Assert.Equal(["Jon Sand: Jon wrote this.", "Ida Berg: Ida wrote this."], (await room.SnapshotAsync(jon))["annotations"]!.AsArray().Select(note => $"{note!["creator"]!["name"]}: {note["body"]!["text"]}"));
    }

    private static Task SignInAsync(Reader browser, Participant who)
    {
        var (name, value) = (who.Cookie![..who.Cookie!.IndexOf('=')], who.Cookie[(who.Cookie.IndexOf('=') + 1)..]);
        return browser.Context.AddCookiesAsync([new() { Name = name, Value = value, Domain = new Uri(browser.Page.Url).Host, Path = "/", HttpOnly = true, SameSite = SameSiteAttribute.Lax }]);
    }
}
