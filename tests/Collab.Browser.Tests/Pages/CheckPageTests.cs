using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Pages;

public sealed class CheckPageTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task An_annotator_learns_that_all_works()
    {
        var room = await NewRoomAsync();
        var ida = await CheckAsync(await BrowserOfAsync(await room.JoinAsync(Role.Annotator, "Ida Berg"), room));
        await Expect(ida.Page.Locator("#check-said")).ToHaveTextAsync("Ready for class.");
        await Expect(ida.Page.Locator("#check-write")).ToContainTextAsync("Yes.");
    }

    [Fact]
    public async Task A_reader_learns_that_they_cannot_write_and_whom_to_ask()
    {
        var room = await NewRoomAsync();
        var lena = await CheckAsync(await BrowserOfAsync(await room.JoinAsync(Role.Reader, "Lena Haas"), room));
        await Expect(lena.Page.Locator("#check-seat")).ToContainTextAsync("Lena Haas, reader in");
        await Expect(lena.Page.Locator("#check-write")).ToContainTextAsync("ask whoever leads for an annotator’s link");
        await Expect(lena.Page.Locator("#check-said")).ToHaveTextAsync("One thing is missing: read it above.");
    }

    [Fact]
    public async Task Without_a_WebSocket_the_stream_of_events_is_tried()
    {
        var room = await NewRoomAsync();
        var ida = await BrowserOfAsync(await room.JoinAsync(Role.Annotator, "Ida Berg"), room);
        await ida.Context.AddInitScriptAsync("globalThis.WebSocket = class { constructor() { throw new Error('closed'); } };");
        await CheckAsync(ida);
        await Expect(ida.Page.Locator("#check-live")).ToContainTextAsync("in the slower way");
        await Expect(ida.Page.Locator("#check-said")).ToHaveTextAsync("Ready for class.");
    }

    [Fact]
    public async Task Where_neither_gets_through_it_is_said()
    {
        var room = await NewRoomAsync();
        var ida = await BrowserOfAsync(await room.JoinAsync(Role.Annotator, "Ida Berg"), room);
        await ida.Context.AddInitScriptAsync("globalThis.WebSocket = class { constructor() { throw new Error('closed'); } };");
        await ida.Context.RouteAsync("**/events?*", route => route.AbortAsync());
        await CheckAsync(ida);
        await Expect(ida.Page.Locator("#check-live")).ToContainTextAsync("No: neither way of following gets through");
        ida.Forgive();
    }

    private static async Task<Reader> CheckAsync(Reader reader)
    {
        await reader.GoAsync("/check");
        await reader.Button("Check now").ClickAsync();
        await Expect(reader.Button("Check again")).ToBeVisibleAsync();
        return reader;
    }
}
